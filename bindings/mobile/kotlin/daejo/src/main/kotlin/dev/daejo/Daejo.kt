package dev.daejo

import dev.daejo.ffi.DaejoException
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json

/** A call that is not the operation's: a bug of the caller, and the only thing that is thrown. */
public typealias MalformedCall = DaejoException.Malformed

/**
 * The payment core. Its functions are pure and take microseconds: they may be called on any thread, the main one too.
 *
 * A refusal, decline or mismatch is a returned value; only a call that is not the operation's throws [MalformedCall].
 */
public object Daejo : ClientOperations() {
    /** The operations of this library, as [call] knows them: the client's, or all of them in a server's build. */
    public val operations: List<String> by lazy { dev.daejo.ffi.operations() }

    /**
     * Runs an operation by its name, JSON in and JSON out.
     *
     * @param operation The name, as `read_answer`.
     * @param json The input. Where a PG's body stands in it, write null and pass the bytes beside it.
     * @param body The bytes of the PG's body as they arrived, never read as text.
     * @throws MalformedCall if the input is not the operation's, or if this library has no such operation.
     */
    public fun call(operation: String, json: String, body: ByteArray? = null): String =
        dev.daejo.ffi.call(operation, json, body)
}

/** What is left out stays left out, so that the core's defaults hold; what is not declared is refused. */
@OptIn(ExperimentalSerializationApi::class)
internal val crossing: Json = Json { explicitNulls = false }

/** A typed call over an operation's JSON. */
internal inline fun <reified I, reified O> cross(operation: (String, ByteArray?) -> String, input: I): O =
    crossing.decodeFromString(operation(crossing.encodeToString(input), null))
