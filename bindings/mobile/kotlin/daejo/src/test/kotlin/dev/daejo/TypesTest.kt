package dev.daejo

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.serializer

/** The generated types lose nothing: every vector of the client's operations goes through them. */
class TypesTest {
    @Test
    fun `what the core says is the same after the types have held it`() = forEachVector { operation, input ->
        val output = Daejo.call(operation, input.toString())
        val type = ClientOperations::class.java.methods.single { it.name == camel(operation) }.returnType
        assertEquals(Json.parseToJsonElement(output), Json.parseToJsonElement(again(type, output)))
    }

    @Test
    fun `what the core is asked is the same after the types have held it`() = forEachVector { operation, input ->
        if (input.isEmpty()) return@forEachVector
        val type = Class.forName("dev.daejo.${camel(operation).replaceFirstChar(Char::uppercase)}")
        assertEquals(Daejo.call(operation, input.toString()), Daejo.call(operation, again(type, input.toString())))
    }

    private fun again(type: Class<*>, json: String): String {
        val serializer = crossing.serializersModule.serializer(type)
        return crossing.encodeToString(serializer, crossing.decodeFromString(serializer, json))
    }

    private fun forEachVector(check: (String, JsonObject) -> Unit) {
        var checked = 0
        val client = ClientOperations::class.java.declaredMethods.map { it.name }
        for (folder in File(System.getProperty("daejo.vectors")).listFiles().orEmpty().sorted()) {
            if (camel(folder.name) !in client) continue
            for (file in folder.listFiles().orEmpty().filter { it.extension == "json" }.sorted()) {
                for (vector in Json.parseToJsonElement(file.readText()).jsonObject.getValue("vectors").jsonArray) {
                    val (input, expect) = listOf("input", "expect").map(vector.jsonObject::getValue)
                    // A malformed call has no types.
                    if (input !is JsonObject || expect is JsonObject && "malformed" in expect) continue
                    runCatching { check(folder.name, input) }.onFailure {
                        throw AssertionError("$file: ${(vector.jsonObject["name"] as? JsonPrimitive)?.content}", it)
                    }
                    checked++
                }
            }
        }
        assertTrue(checked > 0, "no vectors in ${System.getProperty("daejo.vectors")}")
    }

    private fun camel(operation: String): String = operation.replace(Regex("_(.)")) { it.groupValues[1].uppercase() }
}
