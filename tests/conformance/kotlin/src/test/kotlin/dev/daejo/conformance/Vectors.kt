package dev.daejo.conformance

import dev.daejo.Daejo
import java.io.File
import java.util.Arrays
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** A file of vectors: `<operation>/<theme>.json`. */
class VectorFile(val operation: String, val path: String, val vectors: List<Vector>)

@Serializable
class Vector(val name: String, val guards: String, val input: JsonElement, val expect: JsonElement)

@Serializable
private class VectorFileContent(val about: String, val vectors: List<Vector>)

/** The files of all folders, in the order of the folders; within a folder in byte order of the relative paths. */
fun readFolders(folders: List<File>): List<VectorFile> = folders.flatMap { folder ->
    require(folder.isDirectory) { "$folder is not a folder" }
    Daejo.operations
        .flatMap { operation ->
            // An operation may have no folder.
            val files = folder.resolve(operation).listFiles { file -> file.extension == "json" }.orEmpty()
            files.map { read(operation, it) }
        }
        .sortedWith { a, b -> Arrays.compareUnsigned(a.path.toByteArray(), b.path.toByteArray()) }
}

private fun read(operation: String, file: File): VectorFile {
    val written = runCatching { Json.decodeFromString<VectorFileContent>(file.readText()) }
        .getOrElse { throw IllegalArgumentException("$file is not a file of vectors", it) }
    return VectorFile(operation, "$operation/${file.name}", written.vectors)
}
