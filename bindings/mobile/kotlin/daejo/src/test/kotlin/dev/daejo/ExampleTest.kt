package dev.daejo

import java.io.File
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals

// [readme]
/** What the screen says after the payment window sent the shopper back to `shop://paid?…`. */
fun messageFor(order: Order, query: String): String =
    when (val said = Daejo.readReturn(Pg.TOSS_PAYMENTS, query)) {
        is Return.Claimed -> when (val verdict = Daejo.checkClaim(order, said.claim, order.customerId)) {
            is ClaimVerdict.Agreed -> "${Daejo.displayAmount(order.total, order.currency).text} …" // the server confirms
            is ClaimVerdict.Differ -> Daejo.describe(verdict.mismatches.first().code).text
        }
        is Return.Failed -> Daejo.describe(said.failure.reason.code).text
        is Return.Unreadable -> Daejo.describe("outcome_unknown").text // promises nothing
    }
// [readme]

/** The example of the README is the code above. */
class ExampleTest {
    private val order = Order(
        orderId = "order-0001",
        customerId = "customer-1",
        pg = Pg.TOSS_PAYMENTS,
        currency = Currency.KRW,
        lines = listOf(OrderLine(productId = "tea", unitPrice = 15_000, quantity = 1)),
        total = 15_000,
    )

    @Test
    fun `a claim that agrees shows the amount, and one that differs shows a message`() {
        val key = "paymentKey=tgen_1&orderId=order-0001&paymentType=NORMAL"
        assertEquals("₩15,000 …", messageFor(order, "?$key&amount=15000"))
        val differs = messageFor(order, "?$key&amount=100")
        assertEquals(Daejo.describe("amount_differs").text, differs)
        assertEquals(Daejo.describe("amount_differs", Locale.KO).text, differs)
    }

    @Test
    fun `the README contains this code`() {
        val source = File(System.getProperty("daejo.tests"), "ExampleTest.kt").readText()
        assertContains(File(System.getProperty("daejo.readme")).readText(), source.split("// [readme]\n")[1])
    }
}
