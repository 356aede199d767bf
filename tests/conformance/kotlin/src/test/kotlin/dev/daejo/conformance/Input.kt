package dev.daejo.conformance

import java.util.Base64
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A vector's input as a call: the JSON text, and separately the bytes of the body, if there is one. */
class Input private constructor(val json: String, val body: ByteArray?) {
    companion object {
        private val bodies = listOf(listOf("reply", "body"), listOf("request", "body"), listOf("event", "reply", "body"))

        /** An input that is a JSON string is passed on unchanged, including its body. */
        fun of(input: JsonElement): Input {
            if (input is JsonPrimitive && input.isString) return Input(input.content, null)
            for (place in bodies) {
                val body = place.fold(input as JsonElement?) { at, name -> (at as? JsonObject)?.get(name) }
                if (body != null && body !is JsonNull) return Input(without(input, place).toString(), bytes(body))
            }
            return Input(input.toString(), null)
        }

        private fun without(at: JsonElement, place: List<String>): JsonElement {
            if (place.isEmpty()) return JsonNull
            val members = at as JsonObject
            val name = place.first()
            return JsonObject(members + (name to without(members.getValue(name), place.drop(1))))
        }

        private fun bytes(body: JsonElement): ByteArray {
            val base64 = (body as? JsonObject)?.get("base64")
            return when {
                body is JsonPrimitive && body.isString -> body.content.toByteArray()
                base64 is JsonPrimitive && base64.isString -> Base64.getDecoder().decode(base64.content)
                else -> throw IllegalArgumentException("the body is neither a text nor base64")
            }
        }
    }
}
