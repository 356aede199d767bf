//! Mismatches. Each can be found before a charge or after it, so each text is true in both cases.

texts! {
    // The order itself.
    "order_invalid" {
        shopper: "주문 내용이 맞지 않아 확인이 필요해요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "Your order does not add up and needs to be checked. Anything charged wrongly is refunded; \
                  please see your order.";
        operator: "기록된 주문의 품목끼리 금액이 서로 맞지 않습니다. 승인 전이면 daejo가 결제를 끝내고, 이 \
                   주문으로 돈이 들어왔으면 환불합니다. 주문을 만드는 코드를 고쳐야 합니다.",
                  "The lines of the recorded order are not consistent. daejo ends the payment before a confirm and \
                   refunds it after a charge; fix the code that creates your orders.";
    }
    "order_total_differs" {
        shopper: "주문 합계가 맞지 않아 확인이 필요해요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "Your order's total needs to be checked. Anything charged wrongly is refunded; please see your \
                  order.";
        operator: "기록된 주문 합계가 품목의 합과 다릅니다. 승인 전이면 daejo가 결제를 끝내고, 이 주문으로 \
                   돈이 들어왔으면 환불합니다. 합계를 계산하는 코드를 고쳐야 합니다.",
                  "The recorded total is not the sum of the lines. daejo ends the payment before a confirm \
                   and refunds it after a charge; fix the code that computes your totals.";
    }
    "order_id_missing" {
        shopper: "어느 주문의 결제인지 확인되지 않아 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 \
                  확인해 주세요.",
                 "We cannot tell which order this payment is for, so it was not used. Please check your \
                  order before you pay again.";
        operator: "결제 정보에 주문 번호가 없습니다. daejo는 이 주문에 반영하지 않으며, 반환 주소가 \
                   결제창이 보낸 값을 그대로 넘기는지 확인해야 합니다.",
                  "The record has no order id. daejo does not use it for this order; check that your return \
                   address passes on what the payment window sent.";
    }
    "order_id_differs" {
        shopper: "다른 주문의 결제 정보라 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "This payment is for another order and was not used here. Please check your order before \
                  you pay again.";
        operator: "결제 정보의 주문 번호가 이 주문과 다릅니다. daejo는 이 주문에 반영하지 않으며, 주문 \
                   번호를 섞어 쓰거나 값을 바꾼 요청이 아닌지 확인해야 합니다.",
                  "The record is for another order id. daejo does not use it for this order; check whether your program mixes orders up or the value was tampered with.";
    }
    "customer_missing" {
        shopper: "접속 정보가 확인되지 않아 진행하지 않았어요. 다시 로그인한 뒤 주문 내역을 확인해 주세요.",
                 "We could not confirm your sign-in, so we did not continue. Please sign in again and check your \
                  order.";
        operator: "구매자의 세션이 없어 누구의 요청인지 알 수 없습니다. daejo는 결제를 그대로 두며, 반환 \
                   페이지에서 세션 쿠키가 전달되는지 확인해야 합니다.",
                  "There is no session, so the shopper is not known. daejo leaves the payment as it is; \
                   check that the session cookie reaches your return page.";
    }
    "customer_differs" {
        shopper: "지금 계정으로는 이 주문을 처리할 수 없어요. 주문할 때 쓴 계정으로 다시 접속해 주세요.",
                 "This order cannot be handled from this account. Please sign in with the account you \
                  ordered with.";
        operator: "세션의 구매자가 주문한 구매자와 다릅니다. daejo는 결제를 그대로 두며, 반복되면 다른 사람의 주문에 접근하려는 시도인지 확인해야 합니다.",
                  "The session's customer is not the order's. daejo leaves the payment as it is; if it recurs, it may be an attempt on other people's orders.";
    }
    // The payment's identity.
    "pg_differs" {
        shopper: "다른 결제 서비스의 정보라 이 주문에 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 \
                  확인해 주세요.",
                 "This comes from another payment service and was not used here. Please check your order \
                  before you pay again.";
        operator: "주문이 정한 PG와 다른 PG의 정보입니다. daejo는 이 주문에 반영하지 않으며, PG마다 반환 \
                   주소와 웹훅 주소가 맞는지 확인해야 합니다.",
                  "The record comes from another PG than the order's. daejo does not use it for this order; \
                   check the return and webhook addresses of each PG.";
    }
    "merchant_id_missing" {
        shopper: "판매자 정보가 확인되지 않아 이 주문에 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 \
                  확인해 주세요.",
                 "The seller could not be confirmed, so this was not used. Please check your order before \
                  you pay again.";
        operator: "주문에 상점 아이디가 있는데 PG의 답에는 없습니다. daejo는 일치로 보지 않아 이 주문에 \
                   반영하지 않으며, PG의 API 버전과 계약을 확인해야 합니다.",
                  "The order names a merchant id and the PG's answer has none. daejo does not count that as a match and does not use it; check the PG's API version and your contract.";
    }
    "merchant_id_differs" {
        shopper: "다른 판매자의 결제 정보라 이 주문에 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 \
                  확인해 주세요.",
                 "This payment is another seller's and was not used here. Please check your order before \
                  you pay again.";
        operator: "PG의 답이 다른 상점 아이디의 결제입니다. daejo는 이 주문에 반영하지 않고 환불하지도 \
                   않으며, 키와 주문의 상점 아이디가 같은 계약인지 확인해야 합니다.",
                  "The payment belongs to another merchant id. daejo neither uses nor refunds it; check \
                   that your keys and the order's merchant id are of one contract.";
    }
    "payment_key_missing" {
        shopper: "결제 정보를 확인하지 못해 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 확인해 \
                  주세요.",
                 "The payment could not be identified and was not used. Please check your order before you \
                  pay again.";
        operator: "결제 정보에 결제 키가 없습니다. daejo는 이 정보로 승인하지 않으며, 반환 주소가 결제창이 \
                   보낸 값을 그대로 넘기는지 확인해야 합니다.",
                  "The record has no payment key. daejo confirms nothing with it; check that your return \
                   address passes on what the payment window sent.";
    }
    "payment_key_invalid" {
        shopper: "결제 정보를 읽지 못해 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "The payment's details could not be read and were not used. Please check your order before \
                  you pay again.";
        operator: "PG가 쓸 수 없는 모양의 결제 키입니다. daejo는 이 정보로 승인하지 않으며, 값이 잘리거나 \
                   바뀌지 않았는지 확인해야 합니다.",
                  "The payment key does not have the form that the PG uses. daejo confirms nothing with it; check whether the value was cut off or changed on its way.";
    }
    "payment_key_differs" {
        shopper: "이 주문에서 진행한 결제가 아니어서 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 \
                  확인해 주세요.",
                 "This is not the payment made for this order and was not used. Please check your order \
                  before you pay again.";
        operator: "PG가 답한 결제 키가 구매자가 가져온 키와 다릅니다. daejo는 이 주문에 반영하지 않으며, \
                   같은 주문에 결제가 둘인지 PG 관리자 화면에서 확인해야 합니다.",
                  "The PG's payment key is not the one that the browser sent. daejo does not use it for this \
                   order; check in the PG console whether the order has two payments.";
    }
    // Money.
    "currency_missing" {
        shopper: "결제 통화가 확인되지 않아 살펴봐야 해요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "The currency could not be confirmed. Anything charged wrongly is refunded; please see \
                  your order.";
        operator: "PG의 답에 통화가 없습니다. daejo는 일치로 보지 않아, 승인 전이면 결제를 끝내고 이 \
                   주문으로 돈이 들어왔으면 환불합니다. PG의 API 버전을 확인해야 합니다.",
                  "The PG's answer has no currency, so it does not count as a match. daejo ends the payment before a \
                   confirm and refunds it after a charge; check the PG's API version.";
    }
    "currency_differs" {
        shopper: "결제 통화가 주문과 달라요. 잘못 청구된 금액이 있으면 환불되니 다시 결제하기 전에 주문 \
                  내역을 확인해 주세요.",
                 "The currency differs from your order's. Anything charged wrongly is refunded; please see \
                  your order before you pay again.";
        operator: "PG의 통화가 주문과 다릅니다. 승인 전이면 daejo가 결제를 끝내고, 이 주문으로 돈이 \
                   들어왔으면 환불합니다. 결제창에 넘긴 통화를 확인해야 합니다.",
                  "The PG's currency is not the order's. daejo ends the payment before a confirm and \
                   refunds it after a charge; check the currency that you pass to the payment window.";
    }
    "amount_missing" {
        shopper: "결제 금액이 확인되지 않아 살펴봐야 해요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "The amount could not be confirmed. Anything charged wrongly is refunded; please see your \
                  order.";
        operator: "결제 정보에 금액이 없습니다. daejo는 일치로 보지 않아, 승인 전이면 결제를 끝내고 이 \
                   주문으로 돈이 들어왔으면 환불합니다. 어디에서 금액이 빠졌는지 확인해야 합니다.",
                  "The record has no amount, so it does not count as a match. daejo ends the payment before a confirm \
                   and refunds it after a charge; find out where it was lost.";
    }
    "amount_unreadable" {
        shopper: "결제 금액을 읽지 못해 살펴봐야 해요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "The amount could not be read. Anything charged wrongly is refunded; please see your \
                  order.";
        operator: "금액이 이 통화의 금액으로 읽히지 않습니다. 승인 전이면 daejo가 결제를 끝내고, 이 \
                   주문으로 돈이 들어왔으면 환불합니다. 함께 나온 원래 값을 확인해야 합니다.",
                  "The amount does not read as one in this currency. daejo ends the payment before a \
                   confirm and refunds it after a charge; see the original value beside it.";
    }
    "amount_differs" {
        shopper: "결제 금액이 주문 금액과 달라요. 잘못 청구된 금액이 있으면 환불되니 다시 결제하기 전에 \
                  주문 내역을 확인해 주세요.",
                 "The amount differs from your order's. Anything charged wrongly is refunded; please see \
                  your order before you pay again.";
        operator: "금액이 주문 합계와 다릅니다. 승인 전이면 daejo가 결제를 끝내고, 이 주문으로 돈이 \
                   들어왔으면 환불합니다. 결제창에 넘긴 금액의 버그인지 위조인지 확인해야 합니다.",
                  "The amount is not the order's total. daejo ends the payment before a confirm and refunds \
                   it after a charge; check whether your page passed a wrong amount or it was tampered with.";
    }
    "tax_free_differs" {
        shopper: "결제 금액의 세금 구성이 주문과 달라요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "The tax in this payment differs from your order's. Anything charged wrongly is refunded; \
                  please see your order.";
        operator: "면세 금액이 주문과 다릅니다. 승인 전이면 daejo가 결제를 끝내고, 이 주문으로 돈이 \
                   들어왔으면 환불합니다. 결제창에 넘긴 면세 금액과 PG 계약의 과세 유형을 확인해야 합니다.",
                  "The tax-free part is not the order's. daejo ends the payment before a confirm and \
                   refunds it after a charge; check the tax-free amount that you pass and the tax type of \
                   your contract.";
    }
    "parts_differ" {
        shopper: "결제 금액의 내역이 서로 맞지 않아요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "The parts of this payment do not add up. Anything charged wrongly is refunded; please see \
                  your order.";
        operator: "간편결제의 카드, 머니, 포인트를 더해도 결제 금액이 되지 않습니다. 승인 전이면 daejo가 \
                   결제를 끝내고, 이 주문으로 돈이 들어왔으면 환불합니다. PG에 문의해야 합니다.",
                  "Card, money and points of the easy payment do not add up to its amount. daejo ends the \
                   payment before a confirm and refunds it after a charge; ask the PG.";
    }
    "balance_differs" {
        shopper: "결제와 환불 금액이 맞지 않아 확인이 필요해요. 잘못 청구된 금액이 있으면 환불되니 주문 \
                  내역을 확인해 주세요.",
                 "The payment and its refunds do not add up. Anything charged wrongly is refunded; please \
                  see your order.";
        operator: "PG의 남은 금액이 결제 금액에서 환불을 뺀 값과 다릅니다. 확정 전에 돈이 들어왔으면 \
                   daejo가 환불하고, 완료된 결제는 그대로 두고 알립니다. PG의 환불 내역을 확인해야 합니다.",
                  "The PG's remaining balance is not the amount minus its refunds. daejo refunds it if it was \
                   not settled yet, and only alerts you once it is paid; check the refunds in the PG \
                   console.";
    }
    "refund_amount_missing" {
        shopper: "환불 내역을 확인하고 있어요. 잠시만 기다려 주세요.",
                 "We are checking the refunds of this payment. Please wait.";
        operator: "PG의 환불 목록에 금액을 읽을 수 없는 완료된 환불이 있습니다. daejo는 한 번 더 조회하고, 그래도 읽을 수 없으면 출고 없이 \
                   담당자에게 넘깁니다. PG 관리자 화면에서 환불 금액을 확인해야 합니다.",
                  "A finished refund in the PG's list has no readable amount. daejo queries \
                   once more; if it stays unreadable, nothing is shipped and a person decides. \
                   Check the refund in the PG console.";
    }
    "refund_amount_differs" {
        shopper: "환불 금액을 확인하고 있어요. 잠시만 기다려 주세요.",
                 "We are checking the amount of your refund. Please wait.";
        operator: "PG의 환불 목록에 우리가 요청한 환불이 다른 금액으로 있습니다. daejo는 한 번 더 조회하고, 그래도 다르면 담당자에게 넘깁니다. \
                   PG 관리자 화면에서 실제 환불 금액을 확인해야 합니다.",
                  "The PG lists our refund with another amount. daejo queries once more and \
                   then a person decides. Check in the PG console how much was refunded.";
    }
    "refunds_contradict_status" {
        shopper: "결제와 환불 내역을 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are checking the payment and its refunds. Please wait and do not pay \
                  again.";
        operator: "PG가 보낸 결제 상태와 환불 목록이 서로 맞지 않습니다. daejo는 한 번 더 조회하고, 그래도 맞지 않으면 출고 없이 담당자에게 \
                   넘깁니다. PG 관리자 화면에서 환불 내역을 확인해야 합니다.",
                  "The PG's status and its refund list contradict each other. daejo queries \
                   once more; if they still do, nothing is shipped and a person decides. Check \
                   the refunds in the PG console.";
    }
    "refunded_fell" {
        shopper: "환불 내역을 확인하고 있어요. 잠시만 기다려 주세요.",
                 "We are checking the refunds of this payment. Please wait.";
        operator: "PG의 환불 목록이 전에 확인한 환불 금액보다 적습니다. daejo는 환불 금액을 줄이지 않고 한 번 더 조회하며, 그래도 적으면 \
                   담당자에게 넘깁니다. PG 관리자 화면에서 환불 내역을 확인해야 합니다.",
                  "The PG lists less money refunded than before. daejo keeps the higher sum and \
                   queries once more; if the list still shows less, a person decides. Check the \
                   refunds in the PG console.";
    }
    // Kind and status.
    "purpose_differs" {
        shopper: "이 주문에 맞지 않는 결제 방식이에요. 잘못 청구된 금액이 있으면 환불되니 주문 내역을 \
                  확인해 주세요.",
                 "This kind of payment does not fit your order. Anything charged wrongly is refunded; \
                  please see your order.";
        operator: "일반 결제가 아니라 자동결제이거나 알 수 없는 종류의 결제입니다. 승인 전이면 daejo가 \
                   결제를 끝내고, 이 주문으로 돈이 들어왔으면 환불합니다. 쓴 키와 결제 방식을 확인해야 \
                   합니다.",
                  "It is a recurring payment or one of an unknown kind. daejo ends it before a confirm and \
                   refunds it after a charge; check which key and flow made it.";
    }
    "status_unacceptable" {
        shopper: "결제 상태를 아직 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are still checking the state of your payment. Please wait and do not pay again.";
        operator: "PG가 daejo가 모르는 결제 상태를 보냈습니다. daejo는 결제를 진행하지 않고 다시 조회하며, \
                   PG 문서와 관리자 화면에서 그 상태의 뜻을 확인해야 합니다.",
                  "The PG sent a status that daejo does not know. daejo does not continue the payment and queries again; \
                   look the status up in the PG's documentation and console.";
    }
}
