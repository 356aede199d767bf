package dev.daejo

import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue

/** Texts, numbers, bytes and errors between Kotlin and the core. */
class DaejoTest {
    private val largest = 9_007_199_254_740_991 // 2^53 - 1

    @Test
    fun `Korean text is unchanged in both directions`() {
        val described = Daejo.describe("원화가 아닙니다 🍵")
        assertEquals("원화가 아닙니다 🍵", described.code)
        assertTrue(described.text.any { it in '가'..'힣' }, described.text)
        // The order id as in the URL, percent-decoded: `주문-1`.
        val query = "paymentKey=k&orderId=%EC%A3%BC%EB%AC%B8-1&amount=100&paymentType=NORMAL"
        assertEquals("주문-1", assertIs<Return.Claimed>(Daejo.readReturn(Pg.TOSS_PAYMENTS, query)).claim.orderId)
    }

    @Test
    fun `the largest amount is exact and the next one is refused`() {
        val line = OrderLine(productId = "yacht", unitPrice = largest, quantity = 1, tax = Tax.TAX_FREE)
        val totaled = assertIs<OrderTotal.Totaled>(Daejo.totalOrder(listOf(line)))
        assertEquals(largest, totaled.totals.total)
        assertEquals(0, totaled.totals.vat)
        val malformed = assertFailsWith<MalformedCall> { Daejo.displayAmount(largest + 1, Currency.KRW) }
        assertEquals("value_invalid" to "amount", malformed.code to malformed.path)
    }

    @Test
    fun `a refusal is a returned value with the line`() {
        val lines = listOf(OrderLine(productId = "tea", unitPrice = 100, quantity = 0))
        val refused = assertIs<OrderTotal.Refused>(Daejo.totalOrder(lines))
        assertEquals(listOf<OrderProblem>(OrderProblem.QuantityZero(line = 0)), refused.problems.take(1))
        assertEquals("quantity_zero", refused.problems.first().code)
    }

    @Test
    fun `a malformed call throws its code and its path`() {
        fun thrown(operation: String, json: String) =
            assertFailsWith<MalformedCall> { Daejo.call(operation, json) }.let { it.code to it.path }
        assertEquals("not_json" to ".", thrown("describe", "{"))
        assertEquals("member_missing" to "code", thrown("describe", "{}"))
        assertEquals("member_unknown" to "secretKey", thrown("describe", """{"code":"a","secretKey":"b"}"""))
        assertEquals("operation_unknown" to ".", thrown("issue_money", "{}"))
    }

    @Test
    fun `bytes that are not text are passed unchanged`() {
        assumeTrue("read_answer" in Daejo.operations, "the client's library has no read_answer")
        val input = """{"pg":"toss_payments","operation":"confirm","reply":{"status":400,"headers":[],"body":null}}"""
        val plain = """{"code":"REJECT_CARD_PAYMENT","message":"한도초과"}""".toByteArray()
        assertContains(Daejo.call("read_answer", input, plain), "refused")
        // If the bytes were cut at the zero, the answer would be the same refusal.
        assertContains(Daejo.call("read_answer", input, plain + 0), "body_unreadable")
        assertContains(Daejo.call("read_answer", input, byteArrayOf(0, 0x7B, 0xFF.toByte(), 0)), "body_unreadable")
    }

    @Test
    fun `a phone's library has no operation that takes a secret`() {
        val surface = System.getProperty("daejo.surface") ?: "server"
        assertEquals(surface == "server", "build_request" in Daejo.operations, Daejo.operations.toString())
    }

    @Test
    fun `the package and its core have the same version`() {
        assertEquals(System.getProperty("daejo.version"), Daejo.version().version)
    }
}
