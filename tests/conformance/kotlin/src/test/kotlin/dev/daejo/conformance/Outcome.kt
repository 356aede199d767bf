package dev.daejo.conformance

import dev.daejo.MalformedCall
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Method
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import org.erdtman.jcs.JsonCanonicalizer

/** The outcome of a call: the operation's output, or the error of a malformed call. */
sealed interface Outcome {
    data class Output(val output: JsonElement) : Outcome
    data class Malformed(val code: String, val path: String) : Outcome

    /** In the form that vectors use for expectations. */
    fun toValue(): JsonElement = when (this) {
        is Output -> output
        is Malformed -> buildJsonObject { putMalformed(this@Outcome) }
    }

    /** One line of the outcomes file, without the line feed. */
    fun toLine(place: String): String {
        val line = buildJsonObject {
            put("path", place)
            when (val outcome = this@Outcome) {
                is Output -> put("output", outcome.output)
                is Malformed -> putMalformed(outcome)
            }
        }
        return JsonCanonicalizer(line.toString()).encodedString
    }
}

private fun kotlinx.serialization.json.JsonObjectBuilder.putMalformed(malformed: Outcome.Malformed) {
    putJsonObject("malformed") {
        put("code", malformed.code)
        put("path", malformed.path)
    }
}

/** The exported function of each operation, by the operation's name. */
private val exported: Map<String, Method> = Class.forName("dev.daejo.ffi.Daejo_mobileKt").methods
    .filter { it.parameterTypes.contentEquals(arrayOf(String::class.java, ByteArray::class.java)) }
    .associateBy { it.name }

/** Calls the operation's exported function. */
fun call(operation: String, input: Input): Outcome {
    val name = operation.replace(Regex("_(.)")) { it.groupValues[1].uppercase() }
    val function = exported[name] ?: throw IllegalStateException("the library does not export $operation")
    return try {
        Outcome.Output(Json.parseToJsonElement(function.invoke(null, input.json, input.body) as String))
    } catch (thrown: InvocationTargetException) {
        val malformed = thrown.targetException as? MalformedCall ?: throw thrown.targetException
        Outcome.Malformed(malformed.code, malformed.path)
    }
}

/** The members that differ, one a line. */
fun differences(expected: JsonElement?, actual: JsonElement?, path: String = ""): List<String> = when {
    expected == actual -> emptyList()
    expected is JsonObject && actual is JsonObject ->
        (expected.keys + actual.keys).sorted().flatMap { differences(expected[it], actual[it], "$path/$it") }
    else -> listOf("    $path: expected ${expected ?: "nothing"}, got ${actual ?: "nothing"}")
}
