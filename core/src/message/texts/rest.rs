//! Return URLs, orders, amounts, malformed calls, and what a server adds.

texts! {
    // What is wrong with a return URL.
    "parameter_missing" {
        shopper: "결제창에서 받은 정보가 부족해요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "Something is missing from what the payment window sent. Please check your order before \
                  you pay again.";
        operator: "PG가 늘 보내는 값이 반환 주소에 없습니다. daejo는 이 주소로 아무것도 승인하지 않으며, \
                   리디렉션이 쿼리를 지우지 않는지 확인해야 합니다.",
                  "A parameter that the PG always sends is not in the return URL. daejo confirms nothing \
                   from it; check that no redirect drops the query.";
    }
    "parameter_repeated" {
        shopper: "결제창에서 받은 정보를 읽지 못했어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We could not read what the payment window sent. Please check your order before you pay \
                  again.";
        operator: "반환 주소에 같은 값이 두 번 있어 daejo가 어느 쪽도 고르지 않고 읽지 않았습니다. 쿼리를 \
                   덧붙이는 코드이거나 위조일 수 있습니다.",
                  "A parameter is there twice in the return URL, so daejo chose neither and read nothing. \
                   Your own code may append to the query, or somebody tries.";
    }
    "parameter_too_long" {
        shopper: "결제창에서 받은 정보를 읽지 못했어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We could not read what the payment window sent. Please check your order before you pay \
                  again.";
        operator: "반환 주소의 값이 PG가 쓰는 길이보다 깁니다. daejo는 읽지 않았으며, 반복되면 위조를 \
                   의심해야 합니다.",
                  "A value in the return URL is longer than the PG would write it. daejo did not read it; \
                   if it recurs, somebody may be trying.";
    }
    "not_text" {
        shopper: "결제창에서 받은 정보를 읽지 못했어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We could not read what the payment window sent. Please check your order before you pay \
                  again.";
        operator: "반환 주소의 값이 UTF-8이 아니거나 전체가 8 KiB를 넘습니다. daejo는 읽지 않았으며, \
                   중간에서 인코딩을 바꾸지 않는지 확인해야 합니다.",
                  "A value in the return URL is not UTF-8, or the whole is longer than 8 KiB. daejo did not \
                   read it; check that nothing on the way changes the encoding.";
    }
    // Why lines have no total.
    "no_lines" {
        shopper: "주문에 담긴 상품이 없어요. 상품을 담고 다시 시도해 주세요.",
                 "There is nothing in the order. Please add something and try again.";
        operator: "주문에 품목이 없어 daejo가 합계를 내지 않았습니다. 상점은 빈 장바구니로 주문을 만들지 \
                   않아야 합니다.",
                  "The order has no lines, so daejo made no total. Your shop should not make an order of an \
                   empty cart.";
    }
    "too_many_lines" {
        shopper: "한 번에 주문할 수 있는 상품 종류를 넘었어요. 나누어 주문해 주세요.",
                 "There are too many different items for one order. Please split it.";
        operator: "품목이 500개를 넘어 daejo가 합계를 내지 않았습니다. 상점에서 주문을 나누도록 안내해야 \
                   합니다.",
                  "The order has more than 500 lines, so daejo made no total. Have your shop split it.";
    }
    "quantity_zero" {
        shopper: "수량이 0인 상품이 있어요. 수량을 확인하고 다시 시도해 주세요.",
                 "An item has a quantity of zero. Please check the quantities and try again.";
        operator: "수량이 0인 품목이 있어 daejo가 합계를 내지 않았습니다. 상점은 그 품목을 빼고 주문을 \
                   만들어야 합니다.",
                  "A line has a quantity of 0, so daejo made no total. Your shop should leave such a line \
                   out.";
    }
    "discount_exceeds_line" {
        shopper: "할인이 상품 금액보다 커서 주문을 계산하지 못했어요. 쿠폰과 할인을 확인해 주세요.",
                 "A discount is more than its item costs. Please check your coupons and discounts.";
        operator: "할인이 품목의 금액보다 커서 daejo가 합계를 내지 않았습니다. 할인을 계산하거나 나누는 \
                   코드를 고쳐야 합니다.",
                  "A line's discount is more than the line, so daejo made no total. Mend what computes or \
                   spreads your discounts.";
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
    // Why a number is no amount.
    "negative" {
        shopper: "금액이 맞지 않아 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount is not right and we could not go on. Please check your order.";
        operator: "금액이 0보다 작습니다. 환불도 양수로 쓰므로, 부호를 붙이는 코드를 고쳐야 합니다.",
                  "The amount is below zero. Refunds are positive too; mend what adds the sign.";
    }
    "too_large" {
        shopper: "금액이 너무 커서 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount is too large and we could not go on. Please check your order.";
        operator: "금액이 daejo가 다루는 최댓값(최소 단위로 2^53 - 1)을 넘습니다. 금액의 단위가 맞는지 \
                   확인해야 합니다.",
                  "The amount is above the largest one (2^53 - 1 minor units). Check its unit.";
    }
    "finer_than_minor_unit" {
        shopper: "금액이 맞지 않아 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount is not right and we could not go on. Please check your order.";
        operator: "금액의 소수 자릿수가 통화보다 많습니다. daejo는 반올림하지 않으므로, 보내는 쪽에서 \
                   통화의 최소 단위에 맞춰야 합니다.",
                  "The amount has more decimals than its currency. daejo rounds nothing away; fit it to the \
                   minor unit before you pass it.";
    }
    "not_a_number" {
        shopper: "금액을 읽지 못해 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The amount could not be read and we could not go on. Please check your order.";
        operator: "금액이 십진수가 아닙니다. 쉼표, 통화 기호, 공백 없이 숫자로 보내야 합니다.",
                  "The amount is no decimal number. Pass it without commas, currency signs or spaces.";
    }
    "unknown_currency" {
        shopper: "금액의 통화를 확인하지 못해 진행하지 못했어요. 주문 금액을 다시 확인해 주세요.",
                 "The currency could not be confirmed and we could not go on. Please check your order.";
        operator: "통화가 없거나 daejo가 모르는 통화라 금액의 최소 단위를 알 수 없습니다. 지원하는 통화는 \
                   KRW, USD, JPY입니다.",
                  "The currency is missing or unknown, and so is its minor unit. daejo knows KRW, USD and \
                   JPY.";
    }
    // A malformed call.
    "not_json" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "입력이 하나의 JSON 값이 아닙니다. daejo는 아무것도 하지 않았으며, 호출하는 프로그램을 \
                   고쳐야 합니다.",
                  "The input is not one JSON value. daejo did nothing; mend the calling program.";
    }
    "member_missing" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "있어야 할 항목이 입력에 없습니다. daejo는 아무것도 하지 않았으며, 함께 나온 경로의 \
                   항목을 채워야 합니다.",
                  "A member that must be there is not. daejo did nothing; the path beside it says which to \
                   fill in.";
    }
    "member_unknown" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "이 작업에 없는 항목이 입력에 있습니다. daejo는 아무것도 하지 않았으며, 함께 나온 경로의 \
                   이름과 daejo의 버전을 확인해야 합니다.",
                  "The operation has no such member. daejo did nothing; check the name at the path beside \
                   it, and your version of daejo.";
    }
    "member_repeated" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "같은 항목이 입력에 두 번 있어 daejo가 어느 쪽도 고르지 않았습니다. 함께 나온 경로의 \
                   항목을 하나만 남겨야 합니다.",
                  "A member is there twice, so daejo chose neither. Leave one at the path beside it.";
    }
    "value_invalid" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "값의 종류나 범위가 맞지 않습니다. daejo는 아무것도 하지 않았으며, 함께 나온 경로의 값을 \
                   고쳐야 합니다.",
                  "A value is of the wrong kind or out of its range. daejo did nothing; mend the value at \
                   the path beside it.";
    }
    "operation_unknown" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "그런 이름의 작업이 없습니다. daejo는 아무것도 하지 않았으며, 이름의 철자와 daejo의 \
                   버전을 확인해야 합니다.",
                  "There is no operation of that name. daejo did nothing; check its spelling and your \
                   version of daejo.";
    }
    // What a server adds.
    "out_of_stock" {
        shopper: "재고가 부족해 결제를 시작하지 않았고 청구된 금액은 없어요. 수량을 줄이거나 다른 상품을 \
                  골라 주세요.",
                 "There is not enough stock, so no payment was started and you were not charged. Please \
                  take fewer or another item.";
        operator: "남은 재고가 주문 수량보다 적어 결제를 시작하지 않았습니다. 다른 결제가 잡고 있는 재고는 \
                   그 결제가 끝나면 daejo가 풀며, 모자라면 재고를 채워야 합니다.",
                  "There is less stock than was ordered, so no payment was started. What other payments \
                   hold is released when they end; restock if that is not enough.";
    }
    "payment_key_taken" {
        shopper: "이미 다른 결제에 쓰인 정보예요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "These details already belong to another payment. Please check your order before you pay \
                  again.";
        operator: "이 결제 키는 다른 결제에 기록되어 있어 받지 않았습니다. 한 번의 결제로 두 주문을 내려는 \
                   시도이거나 주문 번호를 섞은 버그일 수 있습니다.",
                  "Another payment has this payment key, so it was not taken. Somebody may be trying to pay \
                   two orders at once, or your program mixes orders up.";
    }
    "session_missing" {
        shopper: "접속 정보가 만료됐어요. 다시 접속한 뒤 주문 내역을 확인해 주세요.",
                 "Your session has ended. Please come back in and check your order.";
        operator: "서명된 세션이 없거나 만료되어 서버가 요청을 받지 않았습니다. 진행 중인 결제는 daejo가 \
                   그대로 이어 가며, 잦으면 세션 쿠키의 설정과 수명을 확인해야 합니다.",
                  "There is no valid signed session, so the server did not take the request. Payments under \
                   way go on by themselves; if it is frequent, check the cookie's settings and lifetime.";
    }
    "order_not_found" {
        shopper: "주문을 찾을 수 없어요. 주문할 때 사용한 기기와 브라우저에서 다시 열어 주세요.",
                 "We cannot find this order. Please open it on the device and in the browser you ordered with.";
        operator: "그런 주문이 없거나 세션의 구매자가 주문자가 아닙니다. 어느 쪽인지 밖에 알리지 않습니다.",
                  "There is no such order, or the session's shopper does not own it. Which of the two is not told.";
    }
    "unavailable" {
        shopper: "지금은 요청을 처리할 수 없어요. 잠시 후 다시 시도해 주세요.",
                 "We cannot handle this right now. Please try again in a moment.";
        operator: "서버가 종료 중이거나 데이터베이스 또는 PG에 닿지 않아 요청을 받지 않았습니다. 진행 중인 결제는 daejo가 이어 갑니다.",
                  "The server is shutting down, or its database or the PG is out of reach. Payments under way go on by themselves.";
    }
    "body_invalid" {
        shopper: "요청을 이해하지 못했어요. 화면을 새로 고친 뒤 다시 시도해 주세요.",
                 "We did not understand the request. Please reload the page and try again.";
        operator: "요청 본문이 API와 다릅니다. 문제 문서의 field 항목을 보고 보낸 쪽의 코드를 고칩니다.",
                  "The request's body is not what the API takes. See `field` in the problem document and mend the sender.";
    }
    "too_many_requests" {
        shopper: "요청이 잠시 몰렸어요. 잠시 뒤 주문 내역을 확인하고 다시 시도해 주세요.",
                 "There were too many requests at once. Please wait a moment, check your order and try \
                  again.";
        operator: "한 사람 또는 한 주소의 요청이 서버의 한도를 넘어 받지 않았습니다. 진행 중인 결제는 \
                   daejo가 이어 가며, 정상 이용이 막히면 한도를 조정합니다.",
                  "One shopper or address went over the server's own limit, and the request was not taken. \
                   Payments under way go on; raise the limit if it stops ordinary use.";
    }
    "idempotency_key_reused" {
        shopper: "앞서 보낸 요청과 내용이 달라 처리하지 않았어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "This differs from the request sent before and was not handled. Please check your order, \
                  then try again.";
        operator: "같은 Idempotency-Key로 내용이 다른 요청이 들어와 받지 않았습니다. 호출하는 프로그램은 새 \
                   요청마다 새 키를, 재시도에는 같은 키와 같은 내용을 써야 합니다.",
                  "The same Idempotency-Key came with another content, so the request was not taken. The \
                   caller needs a new key for each new request, and the same content for a retry.";
    }
    "not_owner" {
        shopper: "지금 계정으로는 이 주문을 볼 수 없어요. 주문할 때 쓴 계정으로 다시 접속해 주세요.",
                 "This order cannot be shown to this account. Please sign in with the account you ordered \
                  with.";
        operator: "세션의 구매자가 이 주문의 주인이 아니어서 서버가 아무것도 보이지 않았습니다. 반복되면 \
                   남의 주문을 찾는 시도인지 확인해야 합니다.",
                  "The session's customer does not own this order, so the server showed nothing. If it \
                   recurs, somebody may be looking for other people's orders.";
    }
    "internal_error" {
        shopper: "일시적인 문제로 결과를 보여 드리지 못해요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We cannot show you the result because of a problem on our side. Please check your order \
                  before you pay again.";
        operator: "서버에서 예상하지 못한 오류가 났습니다. 저장된 결제는 daejo가 다음 단계부터 이어 가며, \
                   오류 기록을 확인해야 합니다.",
                  "Something unexpected went wrong in the server. daejo goes on from what was stored; look \
                   at the server's log.";
    }
    "service_busy" {
        shopper: "지금은 이용이 많아 응답이 늦어지고 있어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "It is very busy right now. Please check your order before you pay again.";
        operator: "서버나 데이터베이스가 바빠 요청을 끝내지 못했습니다. 저장된 결제는 daejo가 이어 가며, \
                   오래가면 부하와 연결 수를 확인해야 합니다.",
                  "The server or its database is too busy to finish the request. daejo goes on from what \
                   was stored; if it lasts, look at load and connections.";
    }
}
