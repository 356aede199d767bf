//! Why a subscription needs an operator's decision.

texts! {
    "record_contradicts" {
        shopper: "정기결제 내역을 확인하고 있어요. 확인되는 대로 주문 내역에 반영할게요.",
                 "We are looking into your subscription's payments. Your order history will show the result.";
        operator: "저장된 정기결제 기록이 서로 맞지 않습니다. 같은 회차가 두 번 있거나, 닫힌 회차가 다시 열려 \
                   있거나, 달력에 없는 회차입니다. daejo는 아무것도 청구하지 않으니 PG 거래 내역과 대조해 \
                   기록을 바로잡아야 합니다.",
                  "The stored record of this subscription is inconsistent: a period is there twice, is both open and closed, \
                   or is not on the calendar. daejo charges nothing; compare it with the PG's transactions and correct it.";
    }
    "retries_exhausted" {
        shopper: "정기결제가 승인되지 않았어요. 결제 수단을 확인하거나 새로 등록해 주세요.",
                 "Your subscription's payment was not approved. Please check your card or register another \
                  one.";
        operator: "정해진 재시도가 모두 거절되었습니다. daejo는 이 구독에 더 청구하지 않으니, 구매자가 결제 \
                   수단을 바꾼 뒤 다시 청구하거나 회차를 면제하거나 구독을 끝내야 합니다.",
                  "Every retry of the plan was declined. daejo no longer charges this subscription; charge again \
                   once the shopper has another card, waive the period, or end the plan.";
    }
    "decline_final" {
        shopper: "등록한 결제 수단을 더 쓸 수 없어요. 새 결제 수단을 등록해 주세요.",
                 "The card you registered can no longer be used. Please register another one.";
        operator: "다시 시도해도 바뀌지 않는 거절입니다. daejo는 이 구독에 더 청구하지 않으니, 구매자가 결제 \
                   수단을 다시 등록한 뒤 청구하거나 회차를 면제하거나 구독을 끝내야 합니다.",
                  "The PG will decline every retry. daejo no longer charges this subscription; charge again \
                   once the shopper has registered another card, waive the period, or end the plan.";
    }
    "grace_over" {
        shopper: "정기결제가 승인되지 않은 채 기한이 지났어요. 결제 수단을 새로 등록해 주세요.",
                 "The time to pay for your subscription is over. Please register another card.";
        operator: "거절된 회차의 유예 기간이 지났습니다. daejo는 이 구독에 더 청구하지 않으니 다시 청구할지, \
                   회차를 면제할지, 구독을 끝낼지 결정해야 합니다.",
                  "The grace days of a declined period are over. daejo no longer charges this subscription; \
                   decide whether to charge again, waive the period, or end the plan.";
    }
}
