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

/** The generated types lose no data: every vector of the client's operations is decoded and encoded again. */
class TypesTest {
    @Test
    fun `an output is the same after decoding and encoding`() = forEachVector { operation, input ->
        val output = Daejo.call(operation, input.toString())
        val type = ClientOperations::class.java.methods.single { it.name == camel(operation) }.returnType
        assertEquals(Json.parseToJsonElement(output), Json.parseToJsonElement(reencode(type, output)))
    }

    @Test
    fun `an input gives the same output after decoding and encoding`() = forEachVector { operation, input ->
        if (input.isEmpty()) return@forEachVector
        val type = Class.forName("dev.daejo.${camel(operation).replaceFirstChar(Char::uppercase)}")
        assertEquals(Daejo.call(operation, input.toString()), Daejo.call(operation, reencode(type, input.toString())))
    }

    private fun reencode(type: Class<*>, json: String): String {
        val serializer = coreJson.serializersModule.serializer(type)
        return coreJson.encodeToString(serializer, coreJson.decodeFromString(serializer, json))
    }

    private fun forEachVector(check: (String, JsonObject) -> Unit) {
        var checked = 0
        val client = ClientOperations::class.java.declaredMethods.map { it.name }
        for (folder in File(System.getProperty("daejo.vectors")).listFiles().orEmpty().sorted()) {
            if (camel(folder.name) !in client) continue
            for (file in folder.listFiles().orEmpty().filter { it.extension == "json" }.sorted()) {
                for (vector in Json.parseToJsonElement(file.readText()).jsonObject.getValue("vectors").jsonArray) {
                    val (input, expect) = listOf("input", "expect").map(vector.jsonObject::getValue)
                    // A malformed call has no typed input.
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
