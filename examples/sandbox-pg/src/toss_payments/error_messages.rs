//! A Korean message for each error code. The texts are our own: clients must not depend on the PG's texts.

/// The message sent with `code`; a general one for a code without its own message.
pub(super) fn message_of(code: &str) -> &'static str {
    match code {
        "ALREADY_CANCELED_PAYMENT" => "이미 전액 취소된 결제예요.",
        "ALREADY_PROCESSED_PAYMENT" => "이미 승인까지 끝난 결제예요.",
        "BELOW_MINIMUM_AMOUNT" => "결제할 수 있는 최소 금액보다 적어요.",
        "DUPLICATED_ORDER_ID" => "이 주문번호로는 이미 결제가 이루어졌어요.",
        "EXPIRED_PAYMENT" => "제한 시간 안에 승인되지 않아 결제가 만료됐어요.",
        "FORBIDDEN_CONSECUTIVE_REQUEST" => "같은 요청이 너무 빨리 되풀이됐어요. 잠시 뒤에 시도해 주세요.",
        "FAILED_INTERNAL_SYSTEM_PROCESSING" => "시스템 내부에서 처리하지 못했어요.",
        "IDEMPOTENT_REQUEST_PROCESSING" => "같은 멱등키의 첫 요청을 아직 처리하고 있어요.",
        "INCORRECT_BASIC_AUTH_FORMAT" => {
            "Basic 인증 형식이 아니에요. 시크릿 키 뒤에 콜론(:)이 있는지 보세요."
        }
        "INVALID_IDEMPOTENCY_KEY" => "멱등키는 300자를 넘을 수 없어요.",
        "INVALID_REFUND_ACCOUNT_INFO" => "환불받을 계좌 정보가 없거나 맞지 않아요.",
        "INVALID_REQUEST" => "요청의 값이 빠졌거나 형식이 달라요.",
        "INVALID_TEST_CODE" => "테스트 코드로 쓸 수 있는 에러 코드가 아니에요.",
        "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT" => "입금 전에는 일부만 취소할 수 없어요.",
        "NOT_CANCELABLE_AMOUNT" => "취소할 수 있는 금액보다 커요.",
        "NOT_CANCELABLE_PAYMENT" => "취소할 수 없는 상태의 결제예요.",
        "NOT_FOUND_PAYMENT" => "이 상점에 그런 결제가 없어요.",
        "NOT_FOUND_PAYMENT_SESSION" => "승인할 수 있는 시간이 지났거나 결제 세션이 없어요.",
        "NOT_MATCHES_REFUNDABLE_AMOUNT" => "보내 주신 환불 가능 잔액이 실제 잔액과 달라요.",
        "PAY_PROCESS_ABORTED" => "결제를 진행하던 중에 문제가 생겨 멈췄어요.",
        "PAY_PROCESS_CANCELED" => "구매자가 결제를 취소했어요.",
        "PROVIDER_ERROR" => "일시적인 오류예요. 잠시 뒤에 다시 시도해 주세요.",
        "REJECT_ACCOUNT_PAYMENT" => "계좌의 잔액이 모자라요.",
        "REJECT_CARD_COMPANY" => "카드사가 승인을 거절했어요.",
        "REJECT_CARD_PAYMENT" => "카드 한도를 넘었거나 잔액이 모자라요.",
        "TOO_MANY_REQUESTS" => "요청이 너무 많아요.",
        "UNAPPROVED_ORDER_ID" => "구매자의 인증이 아직 끝나지 않은 주문이에요.",
        "UNAUTHORIZED_KEY" => "등록되지 않은 키예요.",
        _ => "요청을 처리할 수 없어요.",
    }
}
