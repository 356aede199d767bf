//! States.

texts! {
    "ready" {
        shopper: "주문이 준비됐어요. 아직 결제 전이니 결제를 진행해 주세요.",
                 "Your order is ready and not paid yet. Please continue to payment.";
        operator: "주문이 기록되고 재고가 잡혀 있으며 구매자의 결제를 기다립니다. 시간이 지나면 daejo가 \
                   만료시키고 재고를 풉니다.",
                  "The order is recorded, its stock is held, and the shopper may pay. When its time runs \
                   out daejo ends it and releases the stock.";
    }
    "confirming" {
        shopper: "결제를 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are confirming your payment. Please wait and do not pay again.";
        operator: "구매자 인증이 끝나 승인을 진행하고 있습니다. daejo가 주문과 대조한 뒤 승인을 요청하며, \
                   답이 없으면 조회합니다.",
                  "The shopper authenticated and the confirm is under way. daejo checks it against the order, sends it, and queries the PG if no answer comes.";
    }
    "paid" {
        shopper: "결제가 완료됐어요. 주문 내역에서 확인할 수 있어요.",
                 "Your payment is complete. You can see it in your order.";
        operator: "주문과 대조해 맞는 결제가 완료되었습니다. daejo가 재고를 판매로 확정하고 출고를 \
                   알렸으며, 이제 상품을 보내면 됩니다.",
                  "The payment is complete and matches the order. daejo marked the stock as sold and announced the \
                   fulfilment; ship the goods.";
    }
    "refunding" {
        shopper: "환불을 처리하고 있어요. 다시 신청하지 않아도 돼요.",
                 "Your refund is being processed. You do not need to ask for it again.";
        operator: "환불을 요청했고 결과를 기다립니다. daejo가 PG의 환불 내역에서 확인될 때까지 조회하며, \
                   끝내 알 수 없으면 격리합니다.",
                  "A refund is under way. daejo queries until the PG lists it or certainly refuses it, and quarantines the payment if the outcome \
                   stays unknown.";
    }
    "reversing" {
        shopper: "결제를 되돌리고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are undoing the payment. Please wait and do not pay again.";
        operator: "결과를 알 수 없는 승인을 취소(망취소)하고 있습니다. daejo가 결과를 조회하며, 시간이 \
                   다하면 격리해 사람에게 묻습니다.",
                  "A confirm of unknown outcome is being reversed. daejo queries the result, and quarantines the payment for \
                   you to decide if its time runs out.";
    }
    "canceled" {
        shopper: "결제가 취소됐고 청구되는 금액은 없어요. 원하면 다시 결제할 수 있어요.",
                 "The payment was canceled and you are not charged. You can pay again whenever you like.";
        operator: "돈이 움직이기 전에 결제가 취소되었습니다. daejo가 재고를 풀었고, 그 뒤에 들어온 돈은 \
                   환불하며, 할 일은 없습니다.",
                  "The payment was canceled before money moved. daejo released the stock and refunds \
                   money that still arrives; there is nothing for you to do.";
    }
    "expired" {
        shopper: "결제 가능 시간이 지나 결제되지 않았어요. 처음부터 다시 주문해 주세요.",
                 "The time to pay ran out and you were not charged. Please place your order again.";
        operator: "정해진 시간 안에 결제가 완료되지 않았습니다. daejo가 재고를 풀었고, 그 뒤에 들어온 돈은 \
                   환불합니다.",
                  "The payment was not completed in time. daejo released the stock and refunds money that \
                   still arrives.";
    }
    // Also the text of every code without a row: it promises nothing.
    "unknown" {
        shopper: "결제 결과를 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are checking the result of your payment. Please wait and do not pay again.";
        operator: "결과를 아직 모릅니다. 열려 있는 결제라면 daejo가 PG에 조회하고 끝내 알 수 없으면 \
                   사람에게 물으며, 그 전에는 완료나 거절로 다루지 않습니다.",
                  "The outcome is not known yet. For a payment, daejo queries the PG, and asks \
                   an operator if it stays unknown; until then treat it neither as paid nor as declined.";
    }
    "quarantined" {
        shopper: "담당자가 결제 상태를 확인해야 해요. 다시 결제하지 말고 판매자의 안내를 기다려 주세요.",
                 "The shop has to check your payment. Please do not pay again and wait to \
                  hear from them.";
        operator: "PG의 기록만으로는 결과를 정할 수 없어 daejo가 진행을 멈췄습니다. PG 관리자 화면을 보고 \
                   완료, 환불, 거절, 다시 조회 중에서 결정해야 합니다.",
                  "The PG's records do not settle the outcome, so daejo stopped. Check the PG console and decide: accept as \
                   paid, refund, decline or query again.";
    }
}
