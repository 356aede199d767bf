//! The texts of `daejo explain`, in Korean and English.

use daejo::message::Locale;
use daejo::pg::{
    Action, Answer, Authenticity, Certainty, Method, NoticeKind, Operation, Pg, PgStatus, Purpose,
    TransportFailure,
};
use daejo::reason::Reason;
use daejo::redact::redact;

/// The text in the requested language.
pub(super) const fn pick<'a>(locale: Locale, ko: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::Ko => ko,
        Locale::En => en,
    }
}

pub(super) const fn paste(locale: Locale) -> &'static str {
    pick(
        locale,
        "PG가 보낸 내용을 붙여 넣고 Ctrl-D를 누르세요.",
        "Paste what the PG sent, then press Ctrl-D.",
    )
}

pub(super) const fn pg(pg: Pg, locale: Locale) -> &'static str {
    match pg {
        Pg::TossPayments => pick(locale, "토스페이먼츠", "Toss Payments"),
    }
}

pub(super) const fn operation(operation: Operation, locale: Locale) -> &'static str {
    match operation {
        Operation::Confirm => pick(locale, "승인 요청에 대한 응답", "the answer to a confirm"),
        Operation::QueryByPaymentKey => {
            pick(locale, "결제 키 조회에 대한 응답", "the answer to a query by payment key")
        }
        Operation::QueryByOrderId => {
            pick(locale, "주문 번호 조회에 대한 응답", "the answer to a query by order id")
        }
        Operation::Refund => pick(locale, "환불 요청에 대한 응답", "the answer to a refund"),
        Operation::Reverse => pick(locale, "망취소 요청에 대한 응답", "the answer to a reversal"),
    }
}

pub(super) const fn documented_status(locale: Locale) -> &'static str {
    pick(locale, ", 이 코드의 문서상 값", ", as documented for this code")
}

pub(super) const fn no_answer(failure: TransportFailure, locale: Locale) -> &'static str {
    match failure {
        TransportFailure::NotSent => pick(locale, "요청이 나가지 않음", "the request was not sent"),
        TransportFailure::TimedOut => pick(locale, "시간 초과", "timed out"),
        TransportFailure::ConnectionLost => pick(locale, "연결 끊김", "the connection was lost"),
    }
}

/// The outcome of the operation, in a sentence or two.
pub(super) fn outcome(operation: Operation, answer: &Answer, locale: Locale) -> &'static str {
    match (operation.is_query(), operation, answer.certainty) {
        (true, _, certainty) => queried(certainty, answer, locale),
        (false, Operation::Refund, certainty) => refunded(certainty, locale),
        (false, Operation::Reverse, certainty) => reversed(certainty, locale),
        (false, _, certainty) => confirmed(certainty, answer, locale),
    }
}

const fn reversed(certainty: Certainty, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied => pick(
            locale,
            "승인이 취소되었습니다. 받은 돈이 없습니다.",
            "The confirm was reversed. The shop holds no money of this payment.",
        ),
        Certainty::Refused => pick(
            locale,
            "PG가 망취소를 거절했습니다. 결제를 조회해야 합니다.",
            "The PG refused the reversal. Query the payment.",
        ),
        Certainty::NotSent => pick(locale, "망취소 요청이 나가지 않았습니다.", "The reversal was not sent."),
        Certainty::Accepted | Certainty::Unknown => pick(
            locale,
            "망취소가 되었는지 알 수 없습니다. 같은 요청을 다시 보내야 합니다.",
            "This answer does not say whether the confirm was reversed. Send the same request again.",
        ),
    }
}

fn confirmed(certainty: Certainty, answer: &Answer, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied if answer.reason == Reason::Approved => pick(
            locale,
            "승인되었습니다. 돈을 받았습니다.",
            "The payment was confirmed: the money was taken.",
        ),
        Certainty::Applied => pick(
            locale,
            "승인은 되었지만, 그 뒤에 돈이 일부나 전부 돌아갔습니다.",
            "The payment was confirmed, and part or all of the money was refunded later.",
        ),
        Certainty::Accepted => pick(
            locale,
            "가상계좌가 발급되었습니다. 아직 입금되지 않았으니 상품을 보내면 안 됩니다.",
            "A virtual account was issued. The deposit has not arrived yet, so do not ship anything.",
        ),
        Certainty::Refused => pick(
            locale,
            "거절되었습니다. 이 요청으로 빠져나간 돈은 없습니다.",
            "The PG declined it. This request took no money.",
        ),
        Certainty::NotSent => pick(
            locale,
            "요청이 PG까지 가지 않았습니다. 빠져나간 돈은 없습니다.",
            "The request never reached the PG. No money was taken.",
        ),
        Certainty::Unknown => pick(
            locale,
            "돈이 빠져나갔는지 이 응답으로는 알 수 없습니다. 실패로 처리하면 안 됩니다.",
            "This answer does not say whether the money was taken. It must not be treated as a failure.",
        ),
    }
}

fn refunded(certainty: Certainty, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied => pick(locale, "환불되었습니다.", "The refund was carried out."),
        Certainty::Accepted => pick(
            locale,
            "환불 요청은 접수되었고 결과는 나중에 나옵니다. 끝날 때까지 환불로 세지 않습니다.",
            "The PG accepted the refund request and will report the result later. Until then it does not count as a refund.",
        ),
        Certainty::Refused => pick(
            locale,
            "환불이 거절되었습니다. 이 요청으로 돌아간 돈은 없습니다.",
            "The PG refused the refund. This request returned no money.",
        ),
        Certainty::NotSent => pick(
            locale,
            "환불 요청이 PG까지 가지 않았습니다. 돌아간 돈은 없습니다.",
            "The refund request never reached the PG. No money was returned.",
        ),
        Certainty::Unknown => pick(
            locale,
            "환불되었는지 이 응답으로는 알 수 없습니다. 조회하기 전에 다시 환불하면 안 됩니다.",
            "This answer does not say whether the money was returned. Do not refund again before you have queried the PG.",
        ),
    }
}

fn queried(certainty: Certainty, answer: &Answer, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied | Certainty::Accepted => pick(
            locale,
            "PG가 조회에 답했습니다. 결제의 현재 상태는 아래와 같습니다.",
            "The PG answered the query. The current state of the payment is below.",
        ),
        Certainty::Refused if answer.reason == Reason::NotFound => pick(
            locale,
            "PG에 이 번호의 결제가 없습니다. 방금 만든 결제라면 잠시 뒤에 나타날 수 있고, 다른 상점(mId)의 키로 조회해도 없다고 나옵니다.",
            "The PG has no payment with this number. A new payment can appear a little later. The key of another store (mId) finds nothing either.",
        ),
        Certainty::Refused => pick(
            locale,
            "PG가 조회를 거절했습니다. 결제가 어떻게 되었는지는 알 수 없습니다.",
            "The PG refused the query. This says nothing about the payment.",
        ),
        Certainty::NotSent => pick(
            locale,
            "조회 요청이 PG까지 가지 않았습니다. 결제가 어떻게 되었는지는 알 수 없습니다.",
            "The query never reached the PG. This says nothing about the payment.",
        ),
        Certainty::Unknown => pick(
            locale,
            "쓸 수 있는 답이 아닙니다. 결제가 어떻게 되었는지는 알 수 없으니 다시 조회해야 합니다.",
            "This answer cannot be used and says nothing about the payment. Query the PG again.",
        ),
    }
}

pub(super) const fn certainty_name(locale: Locale) -> &'static str {
    pick(locale, "확실성", "Certainty")
}

/// The certainty of a query is about its answer. The state of the payment is shown separately.
pub(super) const fn certainty(certainty: Certainty, operation: Operation, locale: Locale) -> &'static str {
    match certainty {
        Certainty::NotSent => pick(locale, "확실히 보내지 않음", "certainly not sent"),
        Certainty::Refused => pick(locale, "PG가 확실히 거절함", "certainly refused by the PG"),
        Certainty::Accepted => pick(locale, "접수됨, 결과는 나중에", "accepted, the result comes later"),
        Certainty::Applied if operation.is_query() => {
            pick(locale, "PG가 확실히 답함", "certainly answered by the PG")
        }
        Certainty::Applied => pick(locale, "확실히 처리됨", "certainly done"),
        Certainty::Unknown => pick(locale, "알 수 없음", "unknown"),
    }
}

pub(super) const fn action_name(locale: Locale) -> &'static str {
    pick(locale, "할 일", "What to do")
}

pub(super) const fn action(action: Action, operation: Operation, locale: Locale) -> &'static str {
    match action {
        Action::Proceed => pick(locale, "그대로 진행", "continue"),
        Action::FixRequest => pick(
            locale,
            "키, 계약, 요청 내용을 고치기. 같은 요청을 다시 보내면 같은 답이 옵니다",
            "correct the keys, the contract or the request; the same request gets the same answer",
        ),
        Action::RetrySameKey => pick(
            locale,
            "같은 멱등키로 같은 요청을 나중에 다시 보내기",
            "send the same request again later, with the same idempotency key",
        ),
        Action::QueryFirst => pick(
            locale,
            "다른 일을 하기 전에 PG에 이 결제를 조회하기",
            "query this payment at the PG before anything else",
        ),
        Action::Wait if operation.is_query() => pick(locale, "나중에 다시 조회하기", "query again later"),
        Action::Wait => pick(locale, "기다렸다가 조회하기", "wait, then query"),
        Action::TellShopper => pick(
            locale,
            "구매자에게 알리고 다른 방법을 고르게 하기",
            "tell the shopper, who can choose another way to pay",
        ),
        Action::AskAPerson => pick(locale, "운영자가 판단하기", "let an operator decide"),
    }
}

pub(super) const fn not_before_name(locale: Locale) -> &'static str {
    pick(locale, "다음 요청 시각", "Not before")
}

pub(super) fn seconds(seconds: u32, locale: Locale) -> String {
    match locale {
        Locale::Ko => format!("{seconds}초 뒤"),
        Locale::En => format!("in {seconds} seconds"),
    }
}

pub(super) const fn pg_code_name(locale: Locale) -> &'static str {
    pick(locale, "PG 코드", "PG's code")
}

pub(super) const fn codes_name(locale: Locale) -> &'static str {
    pick(locale, "daejo 코드", "daejo's codes")
}

pub(super) const fn shopper_name(locale: Locale) -> &'static str {
    pick(locale, "구매자에게", "For the shopper")
}

pub(super) const fn operator_name(locale: Locale) -> &'static str {
    pick(locale, "운영자에게", "For the operator")
}

pub(super) fn status(status: &PgStatus, locale: Locale) -> String {
    match status {
        PgStatus::Created => pick(locale, "생성됨, 구매자 인증 전", "created, not yet authenticated"),
        PgStatus::Authenticated => {
            pick(locale, "인증됨, 승인 전 (받은 돈 없음)", "authenticated, not confirmed (no money taken)")
        }
        PgStatus::AwaitingDeposit => {
            pick(locale, "입금 대기 (받은 돈 없음)", "waiting for the deposit (no money taken)")
        }
        PgStatus::Captured => pick(locale, "승인됨 (돈을 받음)", "captured (the money was taken)"),
        PgStatus::PartiallyRefunded => pick(locale, "일부 환불됨", "partially refunded"),
        PgStatus::Refunded => pick(locale, "전액 환불됨", "fully refunded"),
        PgStatus::Canceled => pick(locale, "돈을 받기 전에 취소됨", "canceled before money was taken"),
        PgStatus::Declined => pick(locale, "승인 실패 (받은 돈 없음)", "declined (no money taken)"),
        PgStatus::Expired => {
            pick(locale, "시간 안에 끝내지 않아 만료됨 (받은 돈 없음)", "expired (no money taken)")
        }
        PgStatus::Unrecognized { raw } => {
            let raw = redact(raw);
            return match locale {
                Locale::Ko => format!("daejo가 모르는 상태: {raw}"),
                Locale::En => format!("a status that daejo does not know: {raw}"),
            };
        }
    }
    .into()
}

pub(super) fn method(method: &Method, locale: Locale) -> String {
    match method {
        Method::Card => pick(locale, "카드", "card"),
        Method::VirtualAccount => pick(locale, "가상계좌", "virtual account"),
        Method::EasyPay => pick(locale, "간편결제", "easy pay"),
        Method::MobilePhone => pick(locale, "휴대폰", "carrier billing"),
        Method::Transfer => pick(locale, "계좌이체", "account transfer"),
        Method::GiftCertificate => pick(locale, "상품권", "gift certificate"),
        Method::Unrecognized { raw } => {
            let raw = redact(raw);
            return match locale {
                Locale::Ko => format!("daejo가 모르는 수단: {raw}"),
                Locale::En => format!("a method that daejo does not know: {raw}"),
            };
        }
    }
    .into()
}

/// `None` for a one-time payment, which is the usual kind.
pub(super) fn purpose(purpose: &Purpose, locale: Locale) -> Option<String> {
    match purpose {
        Purpose::OneTime => None,
        Purpose::Recurring => Some(pick(locale, "자동결제", "a recurring charge").into()),
        Purpose::Wallet => Some(pick(locale, "브랜드페이", "the merchant's own wallet").into()),
        Purpose::Unrecognized { raw } => Some(redact(raw)),
    }
}

pub(super) const fn notice(kind: NoticeKind, locale: Locale) -> &'static str {
    match kind {
        NoticeKind::PaymentChanged => {
            pick(locale, "결제 상태가 바뀌었다는 알림입니다.", "This webhook reports that a payment changed.")
        }
        NoticeKind::DepositChanged => pick(
            locale,
            "가상계좌 입금 상태가 바뀌었다는 알림입니다.",
            "This webhook reports that the deposit to a virtual account changed.",
        ),
        NoticeKind::RefundChanged => pick(
            locale,
            "진행 중이던 환불의 상태가 바뀌었다는 알림입니다.",
            "This webhook reports that a refund in progress changed.",
        ),
        NoticeKind::BillingKeyDeleted => pick(
            locale,
            "빌링키가 삭제되었다는 알림입니다.",
            "This webhook reports that a billing key was deleted.",
        ),
        NoticeKind::Other => pick(
            locale,
            "결제와 상관없는 알림입니다. 200으로 답하기만 하면 됩니다.",
            "This webhook is not about a payment. Answer 200; nothing else is needed.",
        ),
        NoticeKind::Unreadable => pick(
            locale,
            "이 PG의 웹훅이 아닙니다. 아무것도 바꾸지 마세요.",
            "This is not a webhook of this PG. Do not change anything because of it.",
        ),
    }
}

pub(super) const fn authenticity(authenticity: Authenticity, locale: Locale) -> &'static str {
    match authenticity {
        Authenticity::Verified => {
            pick(locale, "이 결제의 secret이 맞습니다", "the secret is the one of this payment")
        }
        Authenticity::Unsigned => pick(
            locale,
            "확인할 수 있는 것이 없습니다. 누구나 보낼 수 있습니다",
            "it contains nothing that can be checked: anyone can have sent it",
        ),
        Authenticity::Unchecked => pick(
            locale,
            "secret이 있습니다. 이 결제를 승인할 때 받은 값과 같은지 daejo가 서버에서 비교합니다",
            "it contains a secret, which daejo compares on the server with the secret from the confirm",
        ),
        Authenticity::Forged => pick(locale, "secret이 다릅니다. 위조입니다", "the secret is wrong: forged"),
    }
}

pub(super) const fn without_payment_key(locale: Locale) -> &'static str {
    pick(
        locale,
        "상태는 적혀 있지만 결제 키가 없습니다. 어느 결제의 응답인지 알 수 없으니 이것만 보고 아무것도 바꾸지 마세요.",
        "It has a status but no payment key, so it is not clear which payment it is about. Do not change anything because of it.",
    )
}

pub(super) const fn looks_like_webhook(locale: Locale) -> &'static str {
    pick(
        locale,
        "응답이 아니라 웹훅으로 보입니다. `daejo explain … webhook`으로 다시 해 보세요.",
        "This looks like a webhook, not like an answer. Try `daejo explain … webhook`.",
    )
}

pub(super) const fn looks_like_payment(locale: Locale) -> &'static str {
    pick(
        locale,
        "웹훅이 아니라 조회나 승인의 응답으로 보입니다. `daejo explain … query`로 다시 해 보세요.",
        "This looks like an answer, not like a webhook. Try `daejo explain … query`.",
    )
}
