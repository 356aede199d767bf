//! Reasons: successes, and what the shopper did or can correct.

texts! {
    // Successes.
    "approved" {
        shopper: "결제가 승인됐어요. 주문 내역에서 확인할 수 있어요.",
                 "Your payment was approved. You can see it in your order.";
        operator: "PG가 결제를 승인했습니다. daejo는 주문과 대조해 맞을 때만 결제 완료로 처리하며, 따로 할 \
                   일은 없습니다.",
                  "The PG approved the payment. daejo marks it as paid only if it matches the order; there is nothing for you \
                   to do.";
    }
    "awaiting_deposit" {
        shopper: "아직 입금이 확인되지 않았어요. 안내된 계좌와 입금 기한을 확인해 주세요.",
                 "Your deposit has not been confirmed yet. Please check the account and the due date you \
                  were given.";
        operator: "가상계좌 입금을 기다립니다. 격리된 결제라면 은행이 입금을 취소한 것입니다. daejo는 \
                   웹훅이 없어도 조회하고 기한이 지나면 결제를 끝내고 재고를 풉니다.",
                  "A virtual account waits for its deposit, or, if quarantined, the bank took the deposit \
                   back. daejo queries the PG even without a webhook, and past the due date ends the payment \
                   and releases the stock.";
    }
    "reversed" {
        shopper: "결제 결과를 확인하지 못해 결제를 취소했어요. 청구되는 금액은 없으니 다시 결제할 수 있어요.",
                 "The result of your payment did not reach us, so it was undone. You are not charged and \
                  can pay again.";
        operator: "결과를 알 수 없던 승인을 망취소로 되돌렸습니다. 받은 돈이 없고 재고는 daejo가 풀었으며, \
                   할 일은 없습니다.",
                  "A confirm of unknown outcome was undone at the PG. Nothing is held and daejo released the \
                   stock; there is nothing for you to do.";
    }
    "authenticated" {
        shopper: "본인 확인이 끝나 결제를 마무리하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "You are verified and we are completing your payment. Please wait and do not pay again.";
        operator: "구매자 인증은 끝났고 승인은 아직 확정되지 않았습니다. daejo가 승인을 요청하거나 PG에 \
                   다시 조회합니다.",
                  "The shopper has authenticated; the confirm is not settled yet. daejo sends it or queries the PG again.";
    }
    "waiting_for_shopper" {
        shopper: "결제창에서 아직 확인이 끝나지 않았어요. 열려 있는 결제창이 있다면 이어서 진행해 주세요.",
                 "The payment window is not finished yet. If it is still open, please continue there.";
        operator: "PG에 결제가 만들어졌지만 구매자가 아직 인증하지 않았습니다. 결과가 필요하면 daejo가 다시 \
                   조회하므로 할 일은 없습니다.",
                  "The payment exists at the PG, but the shopper has not authenticated yet. daejo queries again if it has to; there is nothing for you to do.";
    }
    "refunded" {
        shopper: "환불이 처리됐어요. 결제 수단에 따라 돌려받기까지 며칠 걸릴 수 있어요.",
                 "Your refund has been processed. Depending on how you paid, it can take a few days to \
                  reach you.";
        operator: "PG가 환불을 완료했고 daejo가 금액을 기록했습니다. daejo는 판매된 적 없는 재고만 풀므로, \
                   반품된 상품의 재고는 직접 되돌려야 합니다.",
                  "The PG carried out the refund and daejo recorded it. daejo releases only stock that was \
                   never sold; you have to put returned goods back into stock yourself.";
    }
    "partially_refunded" {
        shopper: "결제 금액 중 일부가 환불됐어요. 돌려받기까지 며칠 걸릴 수 있어요.",
                 "Part of your payment has been refunded. It can take a few days to reach you.";
        operator: "결제의 일부가 환불되었습니다. 격리된 결제라면 완료를 확인하기 전에 환불된 것이므로 PG \
                   관리자 화면을 보고 결정해야 합니다.",
                  "A part was refunded. If the payment is quarantined, that happened before daejo saw it \
                   paid: read the PG console and decide.";
    }
    "refund_in_progress" {
        shopper: "환불을 처리하고 있어요. 다시 신청하지 않아도 돼요.",
                 "Your refund is being processed. You do not need to ask for it again.";
        operator: "PG가 환불을 접수했고 결과는 나중에 나옵니다. daejo가 결과를 조회하므로 다시 요청하지 \
                   않습니다.",
                  "The PG has accepted the refund; its result comes later. daejo queries it, so do not request it again.";
    }
    // What the shopper did or can correct.
    "shopper_canceled" {
        shopper: "결제가 취소됐고 청구되는 금액은 없어요. 원하면 다시 결제할 수 있어요.",
                 "The payment was canceled and you were not charged. You can pay again whenever you like.";
        operator: "구매자가 결제창에서 취소했습니다. 승인 요청 전이면 daejo가 결제를 끝내고 재고를 풀며, 할 \
                   일은 없습니다.",
                  "The shopper canceled in the payment window. If nothing was claimed before, daejo ends \
                   the payment and releases the stock; there is nothing for you to do.";
    }
    "window_aborted" {
        shopper: "결제창에서 결제가 끝나지 않았고 청구되는 금액은 없어요. 다시 시도해 주세요.",
                 "The payment was not completed and you were not charged. Please try again.";
        operator: "결제창이 결제 없이 끝났거나 목록에 없는 코드로 돌아왔습니다. daejo가 결제를 끝내고 \
                   재고를 풀며, 반복되면 클라이언트 키와 결제창 설정을 확인해야 합니다.",
                  "The payment window ended without a payment, or came back with an unlisted code. daejo \
                   ends the payment and releases the stock; if it keeps happening, check the client key and \
                   the window's settings.";
    }
    "session_expired" {
        shopper: "결제 가능 시간이 지나 결제되지 않았어요. 처음부터 다시 주문해 주세요.",
                 "The time to pay ran out and you were not charged. Please place your order again.";
        operator: "결제 시간이나 입금 기한이 지났습니다. daejo가 결제를 끝내고 재고를 풀며, 그 뒤에 들어온 \
                   돈은 환불합니다.",
                  "The time to pay or to deposit ran out. daejo ends the payment, releases the stock, and \
                   refunds money that still arrives.";
    }
    "card_details_wrong" {
        shopper: "카드 정보가 맞지 않아 결제되지 않았어요. 카드 번호와 유효 기간을 확인해 주세요.",
                 "The card details did not match, so you were not charged. Please check the number and the \
                  expiry date.";
        operator: "카드 번호, 유효 기간, 비밀번호 또는 생년월일이 맞지 않습니다. 거절이 확정되면 daejo가 \
                   결제를 끝내고 재고를 풀며, 구매자가 다시 시도하면 됩니다.",
                  "The card's number, expiry, password or birth date is wrong. Once the refusal is certain \
                   daejo ends the payment and releases the stock; the shopper can try again.";
    }
    "card_unsupported" {
        shopper: "이 카드로는 결제할 수 없어 결제되지 않았어요. 다른 카드나 결제 수단을 이용해 주세요.",
                 "This card cannot be used here and you were not charged. Please use another card or \
                  another way to pay.";
        operator: "받지 않는 종류의 카드이거나, 카드사에 먼저 등록해야 하거나, 포인트를 쓸 수 없는 \
                   카드입니다. 거절이 확정되면 daejo가 결제를 끝내고 재고를 풉니다. 잦으면 PG 계약의 카드 \
                   종류를 확인합니다.",
                  "The card's kind is not accepted, it must first be registered with its issuer, or it cannot \
                   pay with points. Once that is certain daejo ends the payment and releases the stock; if \
                   it is frequent, check the cards in your contract.";
    }
    "installment_unsupported" {
        shopper: "선택한 할부로는 결제할 수 없어 결제되지 않았어요. 일시불이나 다른 개월 수를 골라 주세요.",
                 "This instalment plan is not available and you were not charged. Please pay at once or \
                  choose another plan.";
        operator: "이 카드, 금액 또는 상점에서는 그 할부가 되지 않습니다. 거절이 확정되면 daejo가 결제를 \
                   끝내고 재고를 풀며, 잦으면 결제창의 할부 설정을 확인해야 합니다.",
                  "The instalment plan is not possible with this card, amount or shop. Once that is certain \
                   daejo ends the payment and releases the stock; if it is frequent, check the plans that \
                   your window offers.";
    }
    "customer_details_wrong" {
        shopper: "입력한 정보가 확인되지 않았고, 이번 시도로 청구된 금액은 없어요. 이름과 연락처를 확인해 \
                  주세요.",
                 "Some details could not be confirmed, and this attempt did not charge you. Please check \
                  your name and contact details.";
        operator: "이름, 이메일, 전화번호, 생년월일 같은 구매자 정보가 PG의 형식이나 기록과 맞지 않습니다. \
                   거절이 확정되면 daejo가 결제를 끝내며, 반복되면 입력란의 검사를 고쳐야 합니다.",
                  "The shopper's name, mail, phone or birth date does not fit the PG's format or records. \
                   Once that is certain daejo ends the payment; if it recurs, fix how your form checks them.";
    }
    "authentication_failed" {
        shopper: "본인 확인이 완료되지 않아 결제되지 않았어요. 처음부터 다시 시도해 주세요.",
                 "We could not verify you, so you were not charged. Please start again.";
        operator: "결제 비밀번호나 인증이 맞지 않거나 다른 종류의 인증입니다. 거절이 확정되면 daejo가 \
                   결제를 끝내고 재고를 풀며, 반복되면 PG 계약의 인증 방식을 확인해야 합니다.",
                  "The payment password or authentication was wrong or of another kind. Once that is \
                   certain daejo ends the payment and releases the stock; if it recurs, check the \
                   authentication in your contract.";
    }
    "account_details_wrong" {
        shopper: "계좌 정보가 확인되지 않았고, 이번 시도로 청구된 금액은 없어요. 계좌를 확인하거나 다시 \
                  등록해 주세요.",
                 "The account could not be confirmed, and this attempt did not charge you. Please check it \
                  or register it again.";
        operator: "계좌 번호, 은행, 예금주가 맞지 않거나 계좌를 다시 등록해야 합니다. 거절이 확정되면 \
                   daejo가 그 요청을 끝내고, 승인이었으면 재고를 풉니다.",
                  "The account's number, bank or holder is wrong, or it must be registered again. Once that \
                   is certain daejo ends the request and, if it was a confirm, releases the stock.";
    }
    "refund_account_wrong" {
        shopper: "환불받을 계좌를 확인하지 못했어요. 은행, 계좌 번호, 예금주를 판매자에게 다시 알려 주세요.",
                 "We could not use the account for your refund. Please give the shop its bank, number and \
                  holder again.";
        operator: "환불 계좌가 맞지 않거나 입금받을 수 없는 계좌입니다. daejo는 거절이 확정되면 알리고 \
                   아니면 PG에 조회하며, 구매자에게 다른 계좌를 받아 다시 환불해야 합니다.",
                  "The account to refund to is wrong or cannot receive. daejo alerts you if that is certain and queries the PG if not; get another account from the shopper and refund to that.";
    }
    "cash_receipt_details_wrong" {
        shopper: "현금영수증 정보를 확인하지 못했어요. 휴대폰 번호나 사업자등록번호를 확인해 주세요.",
                 "We could not use the details for your cash receipt. Please check the phone or business \
                  number.";
        operator: "현금영수증의 번호나 종류가 맞지 않거나 국세청이 거절했습니다. 돈의 상태는 결제 상태가 \
                   말하며, 번호를 다시 받아 PG에서 발급해야 합니다.",
                  "The cash receipt's number or kind is wrong, or the tax office refused it. The payment's own state shows whether money moved; get the number again and issue the receipt at the PG.";
    }
    "billing_key_removed" {
        shopper: "등록된 결제 수단을 쓸 수 없어 결제되지 않았어요. 결제 수단을 다시 등록해 주세요.",
                 "Your saved payment method can no longer be used and you were not charged. Please register \
                  it again.";
        operator: "자동결제용 빌링키가 삭제되었거나 등록 인증이 유효하지 않습니다. 같은 키로는 청구되지 \
                   않으므로 구매자가 결제 수단을 다시 등록해야 합니다.",
                  "The billing key was deleted, or its registration is not valid. It can no longer be \
                   charged; the shopper has to register again.";
    }
}
