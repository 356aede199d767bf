//! Orders whose total cannot be computed, and amounts that cannot be read.

texts! {
    // The order's lines.
    "no_lines" {
        shopper: "주문에 담긴 상품이 없어요. 상품을 담고 다시 시도해 주세요.",
                 "There is nothing in the order. Please add something and try again.";
        operator: "주문에 품목이 없어 daejo가 합계를 내지 않았습니다. 상점은 빈 장바구니로 주문을 만들지 \
                   않아야 합니다.",
                  "The order has no lines, so daejo computed no total. Your shop should not create an order from an empty cart.";
    }
    "too_many_lines" {
        shopper: "한 번에 주문할 수 있는 상품 종류를 넘었어요. 나누어 주문해 주세요.",
                 "There are too many different items for one order. Please split it.";
        operator: "품목이 500개를 넘어 daejo가 합계를 내지 않았습니다. 상점에서 주문을 나누도록 안내해야 \
                   합니다.",
                  "The order has more than 500 lines, so daejo computed no total. Ask the shopper to split it.";
    }
    "quantity_zero" {
        shopper: "수량이 0인 상품이 있어요. 수량을 확인하고 다시 시도해 주세요.",
                 "An item has a quantity of zero. Please check the quantities and try again.";
        operator: "수량이 0인 품목이 있어 daejo가 합계를 내지 않았습니다. 상점은 그 품목을 빼고 주문을 \
                   만들어야 합니다.",
                  "A line has a quantity of 0, so daejo computed no total. Your shop should leave such a line \
                   out.";
    }
    "discount_exceeds_line" {
        shopper: "할인이 상품 금액보다 커서 주문을 계산하지 못했어요. 쿠폰과 할인을 확인해 주세요.",
                 "A discount is more than its item costs. Please check your coupons and discounts.";
        operator: "할인이 품목의 금액보다 커서 daejo가 합계를 내지 않았습니다. 할인을 계산하거나 나누는 \
                   코드를 고쳐야 합니다.",
                  "A line's discount is more than the line, so daejo computed no total. Fix the code that computes or spreads your discounts.";
    }
    "sum_too_large" {
        shopper: "주문 금액이 너무 커서 계산하지 못했어요. 수량을 확인하거나 나누어 주문해 주세요.",
                 "The order is too large to add up. Please check the quantities or split it.";
        operator: "품목이나 합계가 daejo가 다루는 최대 금액(최소 단위로 2^53 - 1)을 넘습니다. 단가의 단위가 \
                   맞는지 확인해야 합니다.",
                  "A line or the sum is above the largest amount (2^53 - 1 minor units). Check the unit of \
                   your prices.";
    }
    "total_zero" {
        shopper: "결제할 금액이 없는 주문이에요. 결제 없이 주문할 수 있는지 판매자에게 문의해 주세요.",
                 "There is nothing to pay for this order. Please ask the shop whether you can order without \
                  paying.";
        operator: "합계가 0이어서 PG로 결제할 것이 없습니다. 전액 할인된 주문은 상점이 결제 없이 처리해야 \
                   합니다.",
                  "The total is 0: there is nothing to pay through a PG. Your shop has to handle fully \
                   discounted orders without a payment.";
    }
    // One amount.
    "negative" {
        shopper: "금액이 맞지 않아 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount is not valid, so we could not continue. Please check your order.";
        operator: "금액이 0보다 작습니다. 환불도 양수로 쓰므로, 부호를 붙이는 코드를 고쳐야 합니다.",
                  "The amount is below zero. Refunds are positive too; fix the code that adds the sign.";
    }
    "too_large" {
        shopper: "금액이 너무 커서 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount is too large, so we could not continue. Please check your order.";
        operator: "금액이 daejo가 다루는 최댓값(최소 단위로 2^53 - 1)을 넘습니다. 금액의 단위가 맞는지 \
                   확인해야 합니다.",
                  "The amount is above the largest one (2^53 - 1 minor units). Check its unit.";
    }
    "finer_than_minor_unit" {
        shopper: "금액이 맞지 않아 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount is not valid, so we could not continue. Please check your order.";
        operator: "금액의 소수 자릿수가 통화보다 많습니다. daejo는 반올림하지 않으므로, 보내는 쪽에서 \
                   통화의 최소 단위에 맞춰야 합니다.",
                  "The amount has more decimals than its currency. daejo does not round; send the amount in the currency's minor unit.";
    }
    "not_a_number" {
        shopper: "금액을 읽지 못해 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount could not be read, so we could not continue. Please check your order.";
        operator: "금액이 십진수가 아닙니다. 쉼표, 통화 기호, 공백 없이 숫자로 보내야 합니다.",
                  "The amount is not a decimal number. Send it without commas, currency signs or spaces.";
    }
    "unknown_currency" {
        shopper: "금액의 통화를 확인하지 못해 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The currency could not be confirmed, so we could not continue. Please check your order.";
        operator: "통화가 없거나 daejo가 모르는 통화라 금액의 최소 단위를 알 수 없습니다. 지원하는 통화는 \
                   KRW, USD, JPY입니다.",
                  "The currency is missing or unknown, so its minor unit is not known. daejo supports KRW, USD \
                   and JPY.";
    }
}
