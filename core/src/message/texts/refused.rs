//! Reasons: declines by the PG, the card company or the bank.

texts! {
    "card_declined" {
        shopper: "카드사에서 승인하지 않아 결제되지 않았어요. 카드사에 문의하거나 다른 결제 수단을 이용해 \
                  주세요.",
                 "Your card company declined the payment and you were not charged. Please ask them or pay \
                  another way.";
        operator: "카드사가 승인을 거절했습니다. 거절이 확정되면 daejo가 결제를 끝내고 재고를 풀며, 자세한 \
                   사유는 구매자가 카드사에 확인해야 합니다.",
                  "The card company declined. Once that is certain daejo ends the payment and releases the \
                   stock; only the card company can tell the shopper why.";
    }
    "card_unusable" {
        shopper: "지금 사용할 수 없는 카드라 결제되지 않았어요. 카드사에 문의하거나 다른 카드를 이용해 \
                  주세요.",
                 "This card cannot be used at the moment and you were not charged. Please ask your card \
                  company or use another card.";
        operator: "정지, 분실 또는 도난으로 신고된 카드입니다. 거절이 확정되면 daejo가 결제를 끝내고 재고를 \
                   풀며, 도난 카드가 거듭 쓰이면 그 주문을 살펴야 합니다.",
                  "The card is stopped or reported lost or stolen. Once that is certain daejo ends the \
                   payment and releases the stock; check the orders if such cards keep coming.";
    }
    "limit_exceeded" {
        shopper: "한도나 잔액이 부족했고, 이번 시도로 청구된 금액은 없어요. 한도를 확인하거나 다른 결제 \
                  수단을 이용해 주세요.",
                 "The limit or balance was not enough, and this attempt did not charge you. Please check it \
                  or pay another way.";
        operator: "카드나 계좌의 한도, 횟수 또는 잔액을 넘었습니다. 거절이 확정되면 daejo가 그 요청을 \
                   끝내고, 승인이었으면 재고를 풉니다.",
                  "A limit, a daily count or the balance was exceeded. Once that is certain daejo ends the \
                   request and, if it was a confirm, releases the stock.";
    }
    "too_many_attempts" {
        shopper: "인증 가능 횟수를 넘어 결제되지 않았어요. 다른 결제 수단을 이용하거나 나중에 다시 시도해 \
                  주세요.",
                 "There were too many attempts and you were not charged. Please pay another way or try \
                  again later.";
        operator: "짧은 시간에 인증 시도가 너무 많아 PG나 카드사가 막았습니다. 거절이 확정되면 daejo가 \
                   결제를 끝내고 재고를 풀며, 한 구매자에게서 몰리면 카드 도용을 의심해야 합니다.",
                  "The PG or issuer stopped further attempts. Once that is certain daejo ends the payment \
                   and releases the stock; many from one shopper may mean that stolen cards are being tried.";
    }
    "fraud_suspected" {
        shopper: "안전을 위해 결제를 멈춰 결제되지 않았어요. 휴대폰으로 온 안내가 있다면 확인해 주세요.",
                 "The payment was stopped for your safety and you were not charged. Please look for a \
                  message on your phone.";
        operator: "PG나 카드사의 이상 거래 탐지가 결제를 막았습니다. 거절이 확정되면 daejo가 결제를 끝내고 \
                   재고를 풀며, 해제는 구매자가 받은 안내에 따라 직접 해야 합니다.",
                  "A fraud screen of the PG or issuer stopped the payment. Once that is certain daejo ends \
                   it and releases the stock; only the shopper can clear it, by the message they were sent.";
    }
    "account_declined" {
        shopper: "계좌 상태나 잔액 때문에 처리되지 않았고, 이번 시도로 청구된 금액은 없어요. 다른 결제 \
                  수단을 이용해 주세요.",
                 "The account declined, and this attempt did not charge you. Please pay another way.";
        operator: "잔액 부족, 이용 정지 또는 등록 직후의 제한으로 계좌가 거절했습니다. 거절이 확정되면 \
                   daejo가 그 요청을 끝내고, 승인이었으면 재고를 풉니다.",
                  "The account declined: its balance, a block, or the hold after its registration. Once \
                   that is certain daejo ends the request and, if it was a confirm, releases the stock.";
    }
    "declined" {
        shopper: "결제가 완료되지 않았고 청구되는 금액은 없어요. 다른 결제 수단으로 다시 시도해 주세요.",
                 "The payment did not go through and you are not charged. Please try again another way.";
        operator: "PG나 카드사가 거절했거나 대조에서 주문과 달라 결제를 끝냈습니다. daejo가 재고를 풀었고, \
                   그 뒤에 들어온 돈은 환불하며, 사유나 불일치가 함께 기록됩니다.",
                  "The PG or issuer declined, or the cross-check found a difference. daejo released the stock and refunds \
                   money that still arrives; the reason or the mismatches are recorded with it.";
    }
    "canceled_at_pg" {
        shopper: "결제가 취소됐고 청구되는 금액은 없어요. 원하면 다시 결제할 수 있어요.",
                 "The payment was canceled and you are not charged. You can pay again whenever you like.";
        operator: "돈이 움직이기 전에 PG에서 결제가 취소되었습니다. daejo가 결제를 끝내고 재고를 풀며, 이미 \
                   완료로 알던 결제라면 격리하고 사람에게 묻습니다.",
                  "The payment was canceled at the PG before money moved. daejo ends it and releases the \
                   stock; a payment that it knew as paid it quarantines for you to decide.";
    }
    "refund_not_possible" {
        shopper: "이 결제는 여기서 바로 환불할 수 없어요. 환불 방법을 판매자에게 문의해 주세요.",
                 "This payment cannot be refunded here. Please ask the shop how you can get your money \
                  back.";
        operator: "환불 기간이 지났거나 이 결제 수단 또는 계약으로는 환불할 수 없습니다. daejo는 환불 \
                   거절을 알리며, PG에 문의하거나 계좌 이체 등 다른 방법으로 돌려주어야 합니다.",
                  "The time for refunds is over, or the method or contract allows none. daejo alerts you; \
                   ask the PG, or pay the shopper back in another way.";
    }
    "partial_refund_not_possible" {
        shopper: "이 결제는 요청한 금액만 따로 환불할 수 없어요. 환불 방법을 판매자에게 문의해 주세요.",
                 "This payment cannot be refunded in this part. Please ask the shop about other ways to refund.";
        operator: "부분 환불이 되지 않는 결제이거나 금액이 즉시 할인보다 적거나 입금 전입니다. daejo는 환불 \
                   거절을 알리며, 전액 환불이 되는지 확인해야 합니다.",
                  "The method allows no partial refund, the part is below an instant discount, or the \
                   deposit is not there yet. daejo alerts you; check whether a full refund is possible.";
    }
    "refund_account_needed" {
        shopper: "입금한 금액을 돌려드리려면 환불받을 계좌가 필요해요. 판매자에게 알려 주세요.",
                 "To give your deposit back the shop needs your bank account. Please tell the shop which one.";
        operator: "계좌로 입금된 돈을 돌려주어야 하는데 구매자의 계좌를 모릅니다. daejo는 결제를 격리해 두었으며, \
                   구매자에게 계좌를 물어 환불을 결정해야 합니다.",
                  "Money that was deposited has to go back, and only the shopper can name the account. daejo quarantined the payment: ask for the account and decide on the refund.";
    }
    "refund_limit_reached" {
        shopper: "지금은 환불이 늦어지고 있어요. 오래 걸리면 판매자에게 문의해 주세요.",
                 "Refunds are delayed at the moment. If it takes long, please ask the shop.";
        operator: "상점의 일별 또는 월별 환불 한도를 다 썼습니다. 거절이 확정되지 않았으면 daejo가 PG에 \
                   조회하며, 한도를 늘리거나 정산 잔액을 채우도록 PG에 문의해야 합니다.",
                  "The shop's limit for refunds is used up. If the refusal is not certain, daejo queries the PG; have the PG raise the limit, or fund the balance.";
    }
}
