package dev.daejo.conformance

import java.io.File
import java.security.MessageDigest
import kotlin.test.Test
import kotlin.test.assertEquals

/** Runs every vector on the JVM. The expectations are in `tests/vectors`, not here. */
class ConformanceTest {
    @Test
    fun `every vector has the expected outcome`() {
        val extra = System.getenv("DAEJO_EXTRA_VECTORS").orEmpty().split(File.pathSeparator).filter(String::isNotEmpty)
        val folders = listOf(System.getProperty("daejo.vectors")) + extra
        val outcomes = StringBuilder()
        val failures = mutableListOf<String>()
        var passed = 0
        for (file in readFolders(folders.map(::File))) {
            for ((index, vector) in file.vectors.withIndex()) {
                val place = "${file.path}#$index"
                val problems = runCatching {
                    val outcome = call(file.operation, Input.of(vector.input))
                    outcomes.append(outcome.toLine(place)).append('\n')
                    differences(vector.expect, outcome.toValue())
                }.getOrElse { listOf("    $it") }
                if (problems.isEmpty()) passed++ else failures += "$place: ${vector.name}\n${problems.joinToString("\n")}"
            }
        }
        val bytes = outcomes.toString().toByteArray()
        val out = System.getProperty("daejo.out").orEmpty().ifEmpty { System.getenv("DAEJO_OUT").orEmpty() }
        if (out.isNotEmpty()) File(out).writeBytes(bytes)
        failures.forEach(::println)
        println("$passed passed, ${failures.size} failed")
        println("sha256 ${MessageDigest.getInstance("SHA-256").digest(bytes).joinToString("") { "%02x".format(it) }}")
        assertEquals(0, failures.size, "vectors with another outcome")
    }
}
