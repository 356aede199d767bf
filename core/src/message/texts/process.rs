//! Rejections and alerts.

texts! {
    // Rejections.
    "claim_refused" {
        shopper: "이 주문과 맞지 않는 결제 정보라 반영하지 않았어요. 다시 결제하기 전에 주문 내역을 확인해 \
                  주세요.",
                 "These payment details do not belong to this order and were not used. Please check your \
                  order before you pay again.";
        operator: "브라우저가 가져온 결제 정보가 주문과 다릅니다. daejo는 결제를 그대로 두었으며, 함께 나온 \
                   불일치를 보고 버그인지 위조 시도인지 확인해야 합니다.",
                  "What the browser brought back does not agree with the order. daejo left the payment as \
                   it was; check the mismatches beside it to see whether it is a bug or an attempted fraud.";
    }
    "wrong_order" {
        shopper: "이 주문의 결제가 아니어서 반영하지 않았어요. 주문 내역을 확인해 주세요.",
                 "This payment is not for this order and was not used. Please check your order.";
        operator: "넘겨받은 주문의 번호, PG 또는 통화가 이 결제의 것과 다릅니다. daejo는 아무것도 바꾸지 \
                   않았으며, 호출하는 프로그램이 결제와 주문을 짝지어야 합니다.",
                  "The order's number, PG or currency is not this payment's. daejo changed nothing; your \
                   program must pass the order that the payment is for.";
    }
    "sums_broken" {
        shopper: "결제 기록을 확인하고 있어요. 다시 결제하지 말고 고객센터에 문의해 주세요.",
                 "We are checking the record of this payment. Please do not pay again and contact the shop.";
        operator: "저장된 결제의 승인 금액과 환불 금액이 상태와 맞지 않습니다. daejo가 아닌 다른 프로그램이 기록을 \
                   바꾼 것으로 보입니다. daejo는 이 결제로 아무 요청도 보내지 않습니다. 저장된 기록을 확인해야 합니다.",
                  "The stored captured and refunded sums do not fit the stored state. Something else than daejo \
                   changed the record. daejo sends no request for this payment; check the stored record.";
    }
    "another_payment" {
        shopper: "이 주문의 다른 결제가 진행 중이거나 끝났어요. 다시 결제하지 말고 주문 내역을 확인해 \
                  주세요.",
                 "Another payment of this order is under way or done. Please do not pay again and check \
                  your order.";
        operator: "이미 다른 결제 키로 진행된 주문에 새 결제 키가 들어왔습니다. daejo는 새 키로 승인을 \
                   요청하지 않으므로 할 일은 없습니다.",
                  "A second payment key came for a payment that already has one. daejo sends no confirm for \
                   it; there is nothing for you to do.";
    }
    "ended" {
        shopper: "이미 종료된 결제예요. 주문 내역에서 결과를 확인해 주세요.",
                 "This payment has already ended. Please see the result in your order.";
        operator: "거절, 취소 또는 만료로 끝난 결제에 다른 결제 정보가 들어왔습니다. daejo는 되살리지 \
                   않으며, 구매자는 새 결제로 시작해야 합니다.",
                  "A new claim came for a payment that ended as declined, canceled or expired. daejo does \
                   not revive it; the shopper starts a new payment.";
    }
    "not_due" {
        shopper: "요청을 처리하고 있어요. 잠시 뒤 주문 내역을 확인해 주세요.",
                 "Your request is being handled. Please check your order in a moment.";
        operator: "지금 처리할 단계가 아닌 요청입니다. 다른 작업자가 맡았거나 이미 끝났으므로, 결제를 다시 읽고 \
                   다음 단계를 물어야 합니다.",
                  "This request is not the payment's current step: another worker has it, or it is already done. Load the \
                   payment again and ask for the next step.";
    }
    "never_asked" {
        shopper: "요청을 처리하지 못했어요. 주문 내역에서 상태를 확인해 주세요.",
                 "Your request could not be handled. Please see the state in your order.";
        operator: "시작이 기록되지 않은 요청의 답이 들어왔습니다. daejo는 반영하지 않았으며, 프로그램은 요청을 \
                   보내기 전에 시작을 먼저 저장해야 합니다.",
                  "An answer came for a request that was never recorded. daejo did not use it; your program must store the \
                   start of a request before it sends it.";
    }
    "nothing_to_refund" {
        shopper: "지금은 환불할 금액이 없어요. 주문 내역에서 결제와 환불 상태를 확인해 주세요.",
                 "There is nothing to refund at the moment. Please see the payment and its refunds in your \
                  order.";
        operator: "환불할 수 있는 상태가 아니어서 daejo가 요청을 받지 않았습니다. 결과가 열려 있으면 확정된 \
                   뒤에, 격리되었으면 결정으로 환불해야 합니다.",
                  "The payment's state has nothing to refund, so daejo did not accept the request. If the \
                   outcome is open, wait for it; if it is quarantined, decide for a refund.";
    }
    "refund_exceeds_balance" {
        shopper: "환불할 수 있는 금액을 넘었어요. 주문 내역에서 남은 금액을 확인해 주세요.",
                 "This is more than can be refunded. Please see in your order what is left.";
        operator: "요청한 환불 금액이 0이거나 남은 금액보다 커서 daejo가 받지 않았습니다. 함께 나온 환불 \
                   가능 금액 안에서 다시 요청해야 합니다.",
                  "The amount is zero or more than is left, so daejo did not accept the request. Ask again \
                   within the refundable amount beside it.";
    }
    "refund_differs" {
        shopper: "앞서 신청한 환불과 금액이 달라 접수하지 않았어요. 환불 상태를 확인해 주세요.",
                 "This differs from the refund requested before and was not accepted. Please see your refund's \
                  state.";
        operator: "같은 환불 번호로 다른 금액이 들어와 daejo가 받지 않았습니다. 새 환불이면 새 번호로 \
                   요청해야 합니다.",
                  "A refund with this reference has another amount, so daejo did not accept it. A new refund \
                   needs a new reference.";
    }
    "refund_under_way" {
        shopper: "다른 환불을 처리하고 있어요. 끝난 뒤 다시 신청해 주세요.",
                 "Another refund is being processed. Please ask again when it is done.";
        operator: "환불은 한 번에 하나씩 진행됩니다. daejo가 진행 중인 환불을 확정한 뒤에 다시 요청해야 \
                   합니다.",
                  "Refunds are made one at a time. Request it again once daejo has settled the one under way.";
    }
    "nothing_to_decide" {
        shopper: "지금은 변경할 내용이 없어요. 주문 내역에서 상태를 확인해 주세요.",
                 "There is nothing to change at the moment. Please see the state in your order.";
        operator: "격리된 결제만 사람이 결정할 수 있습니다. 다른 사람이 먼저 결정했거나 결과가 확정되었으니 \
                   결제를 다시 읽어야 합니다.",
                  "Only a quarantined payment can be decided by an operator. Another operator may have decided already, or the outcome is known by now; load the payment again.";
    }
    "part_refund_not_possible" {
        shopper: "이 결제는 요청한 금액만 따로 환불할 수 없어요. 환불 방법을 판매자에게 문의해 주세요.",
                 "This payment cannot be refunded in this part. Please ask the shop about other ways to refund.";
        operator: "이 PG나 계약으로는 부분 환불을 할 수 없거나 횟수를 다 썼습니다. daejo는 PG에 요청하지 \
                   않았으며, 남은 금액 전부를 환불하는 요청은 받습니다.",
                  "The PG or the contract allows no partial refund of this payment, or no further one. daejo sent no request \
                   to the PG; a refund of the whole remaining amount is accepted.";
    }
    "refund_account_missing" {
        shopper: "입금한 금액을 돌려받을 계좌를 알려 주세요.",
                 "Please tell us the bank account that your deposit should go back to.";
        operator: "가상계좌로 입금된 결제는 구매자의 계좌로만 환불됩니다. daejo는 받지 않았으며, 계좌와 함께 \
                   다시 요청해야 합니다.",
                  "What was deposited to a virtual account goes back to the shopper's account only. daejo did \
                   not accept the request; request it again together with the account.";
    }
    "decision_not_allowed" {
        shopper: "지금은 변경할 수 없어요. 주문 내역에서 상태를 확인해 주세요.",
                 "This cannot be changed at the moment. Please see the state in your order.";
        operator: "확인된 금액과 맞지 않는 결정입니다. 받은 돈이 있으면 거절로 끝낼 수 없고, 망취소가 도착할 수 \
                   있으면 결제 완료로 할 수 없습니다. 허용된 결정을 다시 읽어야 합니다.",
                  "The decision does not fit the money: a payment whose money was taken cannot end as declined, and one that \
                   may still be reversed cannot be accepted as paid. Load the payment and its allowed decisions again.";
    }
    // Alerts.
    "cannot_be_asked" {
        shopper: "결제 상태에 변화가 있어 담당자가 확인하고 있어요. 다시 결제하기 전에 주문 내역을 확인해 \
                  주세요.",
                 "The state of your payment changed and the shop is checking it. Please check your \
                  order before you pay again.";
        operator: "PG가 변화를 알렸지만 이 PG는 조회할 수 없습니다. daejo는 알림만으로 바꾸지 않으므로 PG \
                   관리자 화면에서 결제를 확인해야 합니다.",
                  "The PG reported a change, and this PG cannot be queried. daejo changes nothing because of a notice alone; \
                   check the payment in the PG console.";
    }
    "claim_tampered" {
        shopper: "결제 정보가 주문과 달라 진행하지 않았고 청구된 금액은 없어요. 주문서에서 다시 시도해 \
                  주세요.",
                 "The payment details did not match your order and you were not charged. Please try again \
                  from your order.";
        operator: "브라우저가 가져온 금액이나 결제 키가 주문과 다릅니다. daejo는 승인을 요청하지 않고 \
                   결제를 끝내고 재고를 풀었으며, 결제 페이지의 버그인지 위조인지 확인해야 합니다.",
                  "The browser's amount or payment key does not agree with the order. daejo sent no \
                   confirm, ended the payment and released the stock; find out whether it is a bug in your page or tampering.";
    }
    "pg_disagrees" {
        shopper: "결제 정보가 주문과 달라 확인하고 있어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "The payment does not match your order and we are checking it. Please check your order \
                  before you pay again.";
        operator: "PG의 기록이 주문이나 앞선 기록과 다릅니다. daejo는 이 주문으로 들어온 맞지 않는 돈은 \
                   환불하고, 이미 완료된 결제는 그대로 두거나 격리합니다. PG 관리자 화면과 비교해야 합니다.",
                  "The PG's record does not agree with the order or with what it said before. daejo refunds \
                   money that was wrongly taken for this order, and keeps or quarantines a payment that was \
                   paid; compare with the PG console.";
    }
    "must_be_fixed" {
        shopper: "지금은 결제 서비스를 이용하기 어려워요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "Payments are not available right now. Please check your order before you pay again.";
        operator: "PG가 키, 계약 또는 요청이 잘못되었다고 답했습니다. 고치기 전에는 모든 결제가 같은 답을 \
                   받을 수 있으니 바로 확인해야 하며, 열린 결제는 daejo가 계속 조회합니다.",
                  "The PG says that keys, contract or request are wrong. Other payments may get the same answer until you fix it; daejo keeps querying those that are open.";
    }
    "decision_needed" {
        shopper: "담당자가 결제 상태를 확인해야 해요. 다시 결제하지 말고 판매자의 안내를 기다려 주세요.",
                 "The shop has to check your payment. Please do not pay again and wait to \
                  hear from them.";
        operator: "daejo가 정해진 시간 안에 결과를 확정하지 못해 결제를 격리했습니다. PG 관리자 화면에서 \
                   돈이 움직였는지 보고 완료, 환불, 거절, 다시 조회 중에서 결정해야 합니다.",
                  "daejo could not determine the outcome in time and quarantined the payment. Check in the PG console whether money moved, then decide: accept as paid, refund, decline or query again.";
    }
    "late_money" {
        shopper: "주문이 종료된 뒤 결제가 확인되어 환불을 진행하고 있어요. 다시 신청하지 않아도 돼요.",
                 "Your payment arrived after the order had ended, so we are refunding it. You do not need \
                  to do anything.";
        operator: "거절, 취소 또는 만료로 끝난 결제에 돈이 들어왔습니다. daejo가 전액 환불을 시작했으며, \
                   환불이 거절되면 격리하고 다시 알립니다.",
                  "Money came for a payment that had ended. daejo has begun to refund it in full, and \
                   quarantines it and alerts you again if the refund is refused.";
    }
    "unexpected_refund" {
        shopper: "결제 금액이 환불된 것으로 확인됐어요. 주문 내역을 확인해 주세요.",
                 "We see that money of this payment was refunded. Please check your order.";
        operator: "여기서 요청하지 않은 환불이 PG에 있습니다. daejo는 PG의 금액대로 기록했으며, PG 관리자 \
                   화면에서 누가 환불했는지 보고 출고를 멈출지 정해야 합니다.",
                  "The PG shows a refund that was not requested here. daejo recorded the PG's amount; check in the PG console \
                   who made it, and whether to stop shipping.";
    }
    "deposit_rolled_back" {
        shopper: "입금이 은행에서 취소된 것으로 확인돼 살펴보고 있어요. 주문 내역을 확인해 주세요.",
                 "The bank seems to have taken the deposit back and we are looking into it. Please check \
                  your order.";
        operator: "은행이 확인된 입금을 취소했습니다. daejo가 결제를 격리했으니 출고를 멈추고, PG 관리자 \
                   화면에서 입금을 확인해 결정해야 합니다.",
                  "The bank took a deposit back after it was reported. daejo quarantined the payment; stop \
                   shipping, check the deposit in the PG console, and decide.";
    }
    "refund_refused" {
        shopper: "환불이 아직 이루어지지 않았어요. 판매자가 확인해야 하니 오래 걸리면 문의해 주세요.",
                 "Your refund has not been made yet. The shop has to check it; please ask them if it takes long.";
        operator: "PG가 환불을 거절했습니다. 요청한 환불이면 결제는 환불 전 상태로 돌아가고, 자동 환불이면 \
                   daejo가 격리합니다. 사유를 보고 다른 방법으로 환불해야 합니다.",
                  "The PG refused a refund. One that was asked for leaves the payment as before, an \
                   automatic one is quarantined; see the reason and refund in another way.";
    }
    "forged_webhook" {
        shopper: "확인되지 않은 알림이라 반영하지 않았어요. 주문 내역은 그대로예요.",
                 "A notice could not be verified and was not used. Your order is as it was.";
        operator: "비밀값이 이 결제의 것과 다른 웹훅이 들어왔습니다. daejo는 반영하지 않았으며, 반복되면 \
                   웹훅 주소가 알려졌는지, 다른 상점의 알림이 섞이는지 확인해야 합니다.",
                  "A webhook came whose secret is not the payment's. daejo did not use it; if it recurs, \
                   check whether the address has leaked or another shop's notices are sent to it.";
    }
}
