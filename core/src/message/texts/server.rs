//! Errors that only the server reports.

texts! {
    "out_of_stock" {
        shopper: "재고가 부족해 결제를 시작하지 않았고 청구된 금액은 없어요. 수량을 줄이거나 다른 상품을 \
                  골라 주세요.",
                 "There is not enough stock, so no payment was started and you were not charged. Please reduce the quantity or choose another item.";
        operator: "남은 재고가 주문 수량보다 적어 결제를 시작하지 않았습니다. 다른 결제가 잡고 있는 재고는 \
                   그 결제가 끝나면 daejo가 풀며, 모자라면 재고를 채워야 합니다.",
                  "There is less stock than was ordered, so no payment was started. Stock held by other payments is released when they end; restock if that is not enough.";
    }
    "payment_key_taken" {
        shopper: "이미 다른 결제에 쓰인 정보예요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "These details already belong to another payment. Please check your order before you pay \
                  again.";
        operator: "이 결제 키는 다른 결제에 기록되어 있어 받지 않았습니다. 한 번의 결제로 두 주문을 결제하려는 시도이거나 주문 번호를 섞은 버그일 수 있습니다.",
                  "Another payment has this payment key, so it was not accepted. It may be an attempt to pay two orders with \
                   one payment, or your program mixes orders up.";
    }
    "session_missing" {
        shopper: "접속 정보가 만료됐어요. 다시 접속한 뒤 주문 내역을 확인해 주세요.",
                 "Your session has expired. Please sign in again and check your order.";
        operator: "서명된 세션이 없거나 만료되어 서버가 요청을 받지 않았습니다. 진행 중인 결제는 daejo가 \
                   그대로 이어 가며, 잦으면 세션 쿠키의 설정과 수명을 확인해야 합니다.",
                  "There is no valid signed session, so the server did not accept the request. daejo continues the payments \
                   under way; if it is frequent, check the cookie's settings and lifetime.";
    }
    "order_not_found" {
        shopper: "주문을 찾을 수 없어요. 주문할 때 사용한 기기와 브라우저에서 다시 열어 주세요.",
                 "We cannot find this order. Please open it on the device and in the browser you ordered with.";
        operator: "그런 주문이 없거나 세션의 구매자가 주문자가 아닙니다. 어느 쪽인지는 호출한 쪽에 알리지 않습니다.",
                  "There is no such order, or the session's shopper does not own it. The caller is not told which.";
    }
    "unavailable" {
        shopper: "지금은 요청을 처리할 수 없어요. 잠시 후 다시 시도해 주세요.",
                 "We cannot handle this right now. Please try again in a moment.";
        operator: "서버가 종료 중이거나 데이터베이스 또는 PG에 닿지 않아 요청을 받지 않았습니다. 진행 중인 결제는 daejo가 이어 갑니다.",
                  "The server is shutting down, or its database or the PG is out of reach. daejo continues the payments under way.";
    }
    "body_invalid" {
        shopper: "요청을 이해하지 못했어요. 화면을 새로 고친 뒤 다시 시도해 주세요.",
                 "We did not understand the request. Please reload the page and try again.";
        operator: "요청 본문이 API와 다릅니다. 문제 문서의 field 항목을 보고 보낸 쪽의 코드를 고쳐야 합니다.",
                  "The request body does not match the API. See `field` in the problem document and fix the sender.";
    }
    "too_many_requests" {
        shopper: "요청이 잠시 몰렸어요. 잠시 뒤 주문 내역을 확인하고 다시 시도해 주세요.",
                 "There were too many requests at once. Please wait a moment, check your order and try \
                  again.";
        operator: "한 사람 또는 한 주소의 요청이 서버의 한도를 넘어 받지 않았습니다. 진행 중인 결제는 \
                   daejo가 이어 가며, 정상 이용이 막히면 한도를 조정합니다.",
                  "One shopper or address exceeded the server's limit, so the request was not accepted. daejo continues the \
                   payments under way; raise the limit if it blocks normal use.";
    }
    "idempotency_key_reused" {
        shopper: "앞서 보낸 요청과 내용이 달라 처리하지 않았어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "This differs from the request sent before and was not handled. Please check your order, \
                  then try again.";
        operator: "같은 Idempotency-Key로 내용이 다른 요청이 들어와 받지 않았습니다. 호출하는 프로그램은 새 \
                   요청마다 새 키를, 재시도에는 같은 키와 같은 내용을 써야 합니다.",
                  "The same Idempotency-Key came with different content, so the request was not accepted. The \
                   caller needs a new key for each new request, and the same content for a retry.";
    }
    "not_owner" {
        shopper: "지금 계정으로는 이 주문을 볼 수 없어요. 주문할 때 쓴 계정으로 다시 접속해 주세요.",
                 "This order cannot be shown to this account. Please sign in with the account you ordered \
                  with.";
        operator: "세션의 구매자가 이 주문의 주인이 아니어서 서버가 아무것도 보이지 않았습니다. 반복되면 \
                   남의 주문을 찾는 시도인지 확인해야 합니다.",
                  "The session's customer does not own this order, so the server showed nothing. If it recurs, it may be an attempt to read other people's orders.";
    }
    "internal_error" {
        shopper: "일시적인 문제로 결과를 보여 드리지 못해요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We cannot show you the result because of a problem on our side. Please check your order \
                  before you pay again.";
        operator: "서버에서 예상하지 못한 오류가 났습니다. 저장된 결제는 daejo가 다음 단계부터 이어 가며, \
                   오류 기록을 확인해야 합니다.",
                  "Something unexpected went wrong in the server. daejo continues stored payments from their next step; check the server's log.";
    }
    "service_busy" {
        shopper: "지금은 이용이 많아 응답이 늦어지고 있어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "The service is very busy right now. Please check your order before you pay again.";
        operator: "서버나 데이터베이스가 바빠 요청을 끝내지 못했습니다. 저장된 결제는 daejo가 이어 가며, \
                   오래가면 부하와 연결 수를 확인해야 합니다.",
                  "The server or its database is too busy to finish the request. daejo continues stored payments; if it lasts, check load and connections.";
    }
}
