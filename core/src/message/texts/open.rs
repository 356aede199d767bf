//! Reasons: what the merchant has to fix, and outcomes that have to be queried.

texts! {
    // What the merchant has to fix.
    "configuration_error" {
        shopper: "지금은 결제 서비스를 이용하기 어려워요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "Payments are not available right now. Please check your order before you pay again.";
        operator: "PG의 키, 계약 또는 상점 설정이 맞지 않습니다. daejo가 알리고, 승인 거절이 확정되면 \
                   결제를 끝내며 아니면 계속 조회합니다. 키와 계약을 고쳐야 합니다.",
                  "Keys, contract or settings at the PG are wrong. daejo alerts you, ends the payment if the confirm was certainly declined, and otherwise keeps querying; fix the keys or \
                   the contract.";
    }
    "records_differ" {
        shopper: "결제 정보가 주문과 달라 주문을 완료하지 않았어요. 청구된 금액이 있으면 자동으로 환불돼요.",
                 "The payment did not match your order, so the order was not completed. Anything charged is refunded automatically.";
        operator: "주문, 브라우저, PG의 기록이 서로 다릅니다. 승인 전이면 승인하지 않고 재고를 돌려놓으며, 승인된 금액이 있으면 \
                   daejo가 환불합니다. 기록된 불일치 항목을 확인합니다.",
                  "The records of the order, the browser and the PG differ. daejo does not confirm such a payment, or refunds \
                   what was taken, and puts the stock back. See the recorded mismatches.";
    }
    "request_invalid" {
        shopper: "요청을 처리하지 못했어요. 다시 결제하기 전에 주문 내역을 확인하고 판매자에게 문의해 \
                  주세요.",
                 "Your request could not be handled. Please check your order before you pay again, or ask \
                  the shop.";
        operator: "PG가 요청 자체를 잘못된 것으로 보았거나, 승인 전 대조에서 주문과 달랐습니다. 불일치가 \
                   기록되어 있으면 그 항목을, 없으면 연동 코드가 보낸 값을 확인해야 합니다.",
                  "The PG rejected the request itself as wrong, or the cross-check before the confirm found a \
                   difference. Look at the recorded mismatches; if there are none, at what your integration \
                   sent.";
    }
    "amount_too_small" {
        shopper: "결제할 수 있는 최소 금액보다 적어 결제되지 않았어요. 주문 금액을 확인해 주세요.",
                 "The amount is below the minimum and you were not charged. Please check your order.";
        operator: "주문 금액이 PG의 최소 결제 금액보다 적습니다. daejo가 알리고 결제를 끝내며, 상점에서 \
                   최소 주문 금액을 정해 두어야 합니다.",
                  "The amount is below the PG's minimum. daejo alerts you and ends the payment; set a \
                   minimum for orders.";
    }
    // Outcomes that have to be queried.
    "already_processed" {
        shopper: "이미 처리된 요청이에요. 다시 결제하지 말고 주문 내역에서 결과를 확인해 주세요.",
                 "This request was already handled. Please do not pay again, and check the result in your order.";
        operator: "PG가 앞서 처리한 요청이라고 답했습니다. 결과는 이 답이 아니라 결제 조회로만 알 수 \
                   있으므로 daejo가 조회해 그대로 따릅니다.",
                  "The PG says that the request was handled before. Only a query of the payment shows the result, so daejo \
                   queries it and follows that.";
    }
    "balance_changed" {
        shopper: "환불할 수 있는 금액이 달라져 다시 확인하고 있어요. 주문 내역에서 환불 상태를 확인해 \
                  주세요.",
                 "The amount that can be refunded has changed and we are checking it. Please see your order \
                  for the refund.";
        operator: "환불 가능 금액이 요청과 다릅니다. 다른 환불이 먼저 처리되었을 수 있어 daejo가 PG에 \
                   조회하며, PG 관리자 화면에서 직접 환불했는지 확인해야 합니다.",
                  "The balance is not what the refund assumed; another refund may have come first. daejo queries the PG; check whether a refund was made in the PG console.";
    }
    "in_progress_elsewhere" {
        shopper: "같은 요청을 처리하고 있어요. 다시 누르지 말고 잠시만 기다려 주세요.",
                 "The same request is being handled. Please wait and do not press again.";
        operator: "PG에서 같은 요청이 아직 실행 중이며 결과는 열려 있습니다. daejo가 조회해 결과를 \
                   확인하므로 수동으로 다시 보내지 않습니다.",
                  "The PG is still running the same request, so the outcome is open. daejo queries the result; do not send it again by hand.";
    }
    "not_found" {
        shopper: "아직 결제 내역이 확인되지 않았어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We do not see the payment yet. Please check your order before you pay again.";
        operator: "PG가 이 번호와 이 키로는 아는 결제가 없다고 답했습니다. daejo는 시간을 두고 거듭 조회한 \
                   뒤에만 결제를 끝내며, 반복되면 다른 상점의 키가 아닌지 확인해야 합니다.",
                  "The PG knows nothing under this number and key. daejo ends the payment only after several queries over some time say the same; if this recurs, check that the keys are not another \
                   merchant's.";
    }
    "method_unavailable" {
        shopper: "지금은 이 결제 수단을 이용하기 어려워요. 주문 내역을 먼저 확인한 뒤 다른 수단을 이용해 \
                  주세요.",
                 "This way to pay is not available right now. Please check your order first, then use \
                  another.";
        operator: "결제 수단, 은행 또는 카드사가 점검 중이거나 이용 시간이 아닙니다. 결과는 아직 열려 있어 \
                   daejo가 PG에 조회하며, PG 공지를 확인하면 됩니다.",
                  "The method, bank or card company is down or outside its hours. The outcome counts as open, so daejo queries the PG; see the PG's notices.";
    }
    "rate_limited" {
        shopper: "요청이 많아 결과 확인이 늦어지고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "It is busy and the result takes a little longer. Please wait and do not pay again.";
        operator: "PG가 요청이 너무 많다고 답했습니다. daejo가 간격을 늘려 다시 조회하며, 잦으면 PG에 호출 \
                   한도를 문의해야 합니다.",
                  "The PG says that there are too many requests. daejo queries again at longer intervals; if \
                   it is frequent, ask the PG about your limit.";
    }
    "pg_unavailable" {
        shopper: "결제 서비스가 잠시 불안정해요. 다시 결제하기 전에 주문 내역에서 결과를 확인해 주세요.",
                 "The payment service is unstable for the moment. Please check your order before you pay \
                  again.";
        operator: "PG나 카드사에 일시적인 오류가 있습니다. 승인되었을 수도 있어 daejo가 먼저 조회하며, \
                   오래가면 PG 장애 공지를 확인해야 합니다.",
                  "The PG or the card company has a temporary error. Money may have moved, so daejo queries first; if it lasts, see the PG's notices.";
    }
    "outcome_unknown" {
        shopper: "결과가 아직 확정되지 않아 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "The result is not settled yet and we are checking. Please wait and do not pay again.";
        operator: "PG가 오류를 답했지만 돈이 움직였는지는 알 수 없습니다. daejo가 확실해질 때까지 조회하고, \
                   끝내 알 수 없으면 격리해 사람에게 묻습니다.",
                  "The PG reported an error that leaves open whether money moved. daejo queries until it is certain, and quarantines the payment for you to decide if it never is.";
    }
    "unlisted_code" {
        shopper: "결과가 분명하지 않아 확인이 필요해요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "The result is not clear yet. Please check your order before you pay again.";
        operator: "이 요청과 HTTP 상태에 대해 목록에 없는 PG 코드입니다. daejo는 결과를 모르는 것으로 보고 \
                   조회하며, PG 문서에서 코드를 확인해 daejo에 알려 주시기 바랍니다.",
                  "The PG's code is not listed for this operation and HTTP status. daejo treats the outcome as open and queries; look the code up at the PG and report it to daejo.";
    }
    "unlisted_status" {
        shopper: "결제 상태를 아직 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are still checking the state of your payment. Please wait and do not pay again.";
        operator: "PG가 daejo가 모르는 결제 상태를 보냈거나, 조회한 결제가 주문과 맞지 않습니다. daejo는 \
                   결제를 진행하지 않고 다시 조회하며, PG 관리자 화면에서 그 결제를 확인해야 합니다.",
                  "The PG sent a status that daejo does not know, or a payment that does not agree with \
                   the order. daejo does not continue the payment and queries again; look the payment up in the PG \
                   console.";
    }
    "body_unreadable" {
        shopper: "결과를 아직 읽지 못해 다시 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We could not read the result yet and are checking again. Please wait and do not pay \
                  again.";
        operator: "PG의 답이 JSON이 아니거나 잘렸거나 금액을 읽을 수 없습니다. daejo는 결과를 모르는 것으로 \
                   보고 조회하며, 반복되면 중간의 프록시와 PG 주소를 확인해야 합니다.",
                  "The PG's answer is not JSON, is cut off, or has an amount that cannot be read. daejo \
                   treats the outcome as open and queries; if it recurs, check proxies in between and the PG's \
                   address.";
    }
    "body_too_large" {
        shopper: "결과를 받는 데 시간이 걸려 다시 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "Getting the result takes longer and we are checking again. Please wait and do not pay \
                  again.";
        operator: "답의 크기가 이 PG의 어떤 답보다도 커서 읽지 않았습니다. daejo는 결과를 모르는 것으로 \
                   보고 조회하며, PG 주소와 중간의 프록시를 확인해야 합니다.",
                  "The body is larger than any answer of this PG and was not read. daejo treats the outcome as open and queries; check the PG's address and proxies in between.";
    }
    "not_sent" {
        shopper: "연결이 원활하지 않아 다시 시도하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "The connection is poor and we are trying again. Please wait and do not pay again.";
        operator: "이 요청은 PG로 나가지 않았습니다. daejo가 같은 멱등 키로 다시 보내며, 반복되면 DNS, \
                   방화벽, 외부 통신을 확인해야 합니다.",
                  "This request was certainly not sent. daejo sends it again with the same idempotency key; \
                   if it recurs, check DNS, firewall and outgoing connections.";
    }
    "no_answer" {
        shopper: "결과를 아직 전달받지 못해 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We have not received the result yet and are checking. Please wait and do not pay again.";
        operator: "요청은 나갔지만 제시간에 답이 오지 않았습니다. 승인되었을 수 있어 daejo가 먼저 \
                   조회하므로, 같은 결제를 수동으로 다시 요청하지 않습니다.",
                  "The request was sent and no answer came in time. It may have been carried out, so daejo queries first; do not request the same payment again by hand.";
    }
}
