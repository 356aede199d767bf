package dev.daejo

import dev.daejo.ffi.DaejoException
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json

/** A malformed call: a bug of the caller, and the only exception that is thrown. */
public typealias MalformedCall = DaejoException.Malformed

/**
 * The payment core. Its functions are pure and take microseconds, so they may be called on any thread, including the
 * main thread.
 *
 * A refusal, a decline or a mismatch is a returned value. Only a malformed call throws [MalformedCall].
 */
public object Daejo : ClientOperations() {
    /** The names of the operations that [call] accepts: the client's operations, or all of them in a server's build. */
    public val operations: List<String> by lazy { dev.daejo.ffi.operations() }

    /**
     * Runs an operation by its name. Input and output are JSON.
     *
     * @param operation The name, such as `read_answer`.
     * @param json The input. If it has the body of a PG, write null there and pass the bytes as [body].
     * @param body The bytes of the PG's body as they arrived, not converted to text.
     * @throws MalformedCall if the input is not valid for the operation, or if this library has no such operation.
     */
    public fun call(operation: String, json: String, body: ByteArray? = null): String =
        dev.daejo.ffi.call(operation, json, body)
}

/** Null members are left out, so that the core's defaults apply. Members that are not declared are an error. */
@OptIn(ExperimentalSerializationApi::class)
internal val coreJson: Json = Json { explicitNulls = false }

/** Calls an operation with typed input and output. */
internal inline fun <reified I, reified O> callTyped(operation: (String, ByteArray?) -> String, input: I): O =
    coreJson.decodeFromString(operation(coreJson.encodeToString(input), null))
