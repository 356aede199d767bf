//! Words in both languages.

use daejo::message::Locale;
use daejo::pg::{
    Action, Answer, Authenticity, Certainty, Method, NoticeKind, Operation, Pg, PgStatus, Purpose,
    TransportFailure,
};
use daejo::reason::Reason;
use daejo::redact::redact;

/// The one of two texts that is in the language asked for.
pub(super) const fn say<'a>(locale: Locale, ko: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::Ko => ko,
        Locale::En => en,
    }
}

pub(super) const fn paste(locale: Locale) -> &'static str {
    say(locale, "PG가 보낸 내용을 붙여 넣고 Ctrl-D를 누르세요.", "Paste what the PG sent, then press Ctrl-D.")
}

pub(super) const fn pg(pg: Pg, locale: Locale) -> &'static str {
    match pg {
        Pg::TossPayments => say(locale, "토스페이먼츠", "Toss Payments"),
    }
}

pub(super) const fn operation(operation: Operation, locale: Locale) -> &'static str {
    match operation {
        Operation::Confirm => say(locale, "승인 요청에 대한 응답", "the answer to a confirm"),
        Operation::QueryByPaymentKey => {
            say(locale, "결제 키 조회에 대한 응답", "the answer to a query by payment key")
        }
        Operation::QueryByOrderId => {
            say(locale, "주문 번호 조회에 대한 응답", "the answer to a query by order id")
        }
        Operation::Refund => say(locale, "환불 요청에 대한 응답", "the answer to a refund"),
        Operation::Reverse => say(locale, "망취소 요청에 대한 응답", "the answer to a reversal"),
    }
}

pub(super) const fn documented_status(locale: Locale) -> &'static str {
    say(locale, ", 이 코드의 문서상 값", ", as documented for this code")
}

pub(super) const fn no_answer(failure: TransportFailure, locale: Locale) -> &'static str {
    match failure {
        TransportFailure::NotSent => say(locale, "요청이 나가지 않음", "the request never left"),
        TransportFailure::TimedOut => say(locale, "시간 초과", "no answer in time"),
        TransportFailure::ConnectionLost => say(locale, "연결 끊김", "the connection was lost"),
    }
}

/// What it comes to, in a sentence or two.
pub(super) fn came_to(operation: Operation, answer: &Answer, locale: Locale) -> &'static str {
    match (operation.is_query(), operation, answer.certainty) {
        (true, _, certainty) => queried(certainty, answer, locale),
        (false, Operation::Refund, certainty) => refunded(certainty, locale),
        (false, Operation::Reverse, certainty) => reversed(certainty, locale),
        (false, _, certainty) => confirmed(certainty, answer, locale),
    }
}

const fn reversed(certainty: Certainty, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied => say(
            locale,
            "승인이 취소되었습니다. 받은 돈이 없습니다.",
            "The confirm was undone: nothing is held.",
        ),
        Certainty::Refused => say(
            locale,
            "PG가 망취소를 거절했습니다. 결제를 조회해야 합니다.",
            "The PG refused to undo it: the payment has to be asked about.",
        ),
        Certainty::NotSent => say(locale, "망취소 요청이 나가지 않았습니다.", "The reversal never left."),
        Certainty::Accepted | Certainty::Unknown => say(
            locale,
            "망취소가 되었는지 알 수 없습니다. 같은 요청을 다시 보내야 합니다.",
            "Whether it was undone is open: the same request has to be sent again.",
        ),
    }
}

fn confirmed(certainty: Certainty, answer: &Answer, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied if answer.reason == Reason::Approved => {
            say(locale, "승인되었습니다. 돈을 받았습니다.", "It was confirmed: the money was taken.")
        }
        Certainty::Applied => say(
            locale,
            "승인은 되었지만, 그 뒤에 돈이 일부나 전부 돌아갔습니다.",
            "It was confirmed, and since then money has gone back.",
        ),
        Certainty::Accepted => say(
            locale,
            "가상계좌가 발급되었습니다. 아직 입금되지 않았으니 상품을 보내면 안 됩니다.",
            "A virtual account was issued. No money has come yet, so nothing may be shipped.",
        ),
        Certainty::Refused => say(
            locale,
            "거절되었습니다. 이 요청으로 빠져나간 돈은 없습니다.",
            "It was refused. This request took no money.",
        ),
        Certainty::NotSent => say(
            locale,
            "요청이 PG까지 가지 않았습니다. 빠져나간 돈은 없습니다.",
            "The request never reached the PG. No money was taken.",
        ),
        Certainty::Unknown => say(
            locale,
            "돈이 빠져나갔는지 이 응답으로는 알 수 없습니다. 실패로 처리하면 안 됩니다.",
            "This does not say whether the money was taken. It must not be treated as a failure.",
        ),
    }
}

fn refunded(certainty: Certainty, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied => say(locale, "환불되었습니다.", "The refund was carried out."),
        Certainty::Accepted => say(
            locale,
            "환불 요청은 접수되었고 결과는 나중에 나옵니다. 끝날 때까지 환불로 세지 않습니다.",
            "The refund was taken on and its result comes later. Until then it does not count.",
        ),
        Certainty::Refused => say(
            locale,
            "환불이 거절되었습니다. 이 요청으로 돌아간 돈은 없습니다.",
            "The refund was refused. No money went back.",
        ),
        Certainty::NotSent => say(
            locale,
            "환불 요청이 PG까지 가지 않았습니다. 돌아간 돈은 없습니다.",
            "The refund request never reached the PG. No money went back.",
        ),
        Certainty::Unknown => say(
            locale,
            "환불되었는지 이 응답으로는 알 수 없습니다. 조회하기 전에 다시 환불하면 안 됩니다.",
            "This does not say whether the money went back. Nothing may be refunded again before the PG was asked.",
        ),
    }
}

fn queried(certainty: Certainty, answer: &Answer, locale: Locale) -> &'static str {
    match certainty {
        Certainty::Applied | Certainty::Accepted => say(
            locale,
            "PG가 조회에 답했습니다. 결제의 현재 상태는 아래와 같습니다.",
            "The PG answered. This is where the payment stands.",
        ),
        Certainty::Refused if answer.reason == Reason::NotFound => say(
            locale,
            "PG에 이 번호의 결제가 없습니다. 방금 만든 결제라면 잠시 뒤에 나타날 수 있고, 다른 상점(mId)의 키로 조회해도 없다고 나옵니다.",
            "The PG has no payment under this number. A fresh one may show up a little later, and a key of another store (mId) finds nothing either.",
        ),
        Certainty::Refused => say(
            locale,
            "PG가 조회를 거절했습니다. 결제가 어떻게 되었는지는 알 수 없습니다.",
            "The PG refused to answer. This says nothing about the payment.",
        ),
        Certainty::NotSent => say(
            locale,
            "조회 요청이 PG까지 가지 않았습니다. 결제가 어떻게 되었는지는 알 수 없습니다.",
            "The query never reached the PG. This says nothing about the payment.",
        ),
        Certainty::Unknown => say(
            locale,
            "쓸 수 있는 답이 아닙니다. 결제가 어떻게 되었는지는 알 수 없으니 다시 조회해야 합니다.",
            "This is no usable answer and says nothing about the payment. The PG has to be asked again.",
        ),
    }
}

pub(super) const fn certainty_name(locale: Locale) -> &'static str {
    say(locale, "확실한가", "How certain")
}

/// Of a query, certainty is about the answer: what it says of the payment stands below.
pub(super) const fn certainty(certainty: Certainty, operation: Operation, locale: Locale) -> &'static str {
    match certainty {
        Certainty::NotSent => say(locale, "확실히 보내지 않음", "it surely was not sent"),
        Certainty::Refused => say(locale, "PG가 확실히 거절함", "the PG surely said no"),
        Certainty::Accepted => say(locale, "접수됨, 결과는 나중에", "taken on, the result comes later"),
        Certainty::Applied if operation.is_query() => {
            say(locale, "PG가 확실히 답함", "the PG surely answered")
        }
        Certainty::Applied => say(locale, "확실히 처리됨", "it surely happened"),
        Certainty::Unknown => say(locale, "알 수 없음", "we cannot tell"),
    }
}

pub(super) const fn action_name(locale: Locale) -> &'static str {
    say(locale, "할 일", "What to do")
}

pub(super) const fn action(action: Action, operation: Operation, locale: Locale) -> &'static str {
    match action {
        Action::Proceed => say(locale, "그대로 진행", "go on"),
        Action::FixRequest => say(
            locale,
            "키, 계약, 요청 내용을 고치기. 같은 요청을 다시 보내면 같은 답이 옵니다",
            "mend the keys, the contract or the request; the same request gets the same answer",
        ),
        Action::RetrySameKey => say(
            locale,
            "같은 멱등키로 같은 요청을 나중에 다시 보내기",
            "send the same request with the same idempotency key again, later",
        ),
        Action::QueryFirst => say(
            locale,
            "다른 일을 하기 전에 PG에 이 결제를 조회하기",
            "ask the PG for this payment before anything else",
        ),
        Action::Wait if operation.is_query() => say(locale, "나중에 다시 조회하기", "ask again later"),
        Action::Wait => say(locale, "기다렸다가 조회하기", "wait, then ask"),
        Action::TellShopper => say(
            locale,
            "구매자에게 알리고 다른 방법을 고르게 하기",
            "tell the shopper, who can choose another way to pay",
        ),
        Action::AskAPerson => say(locale, "사람이 판단하기", "let a person decide"),
    }
}

pub(super) const fn not_before_name(locale: Locale) -> &'static str {
    say(locale, "언제부터", "Not before")
}

pub(super) fn seconds(seconds: u32, locale: Locale) -> String {
    match locale {
        Locale::Ko => format!("{seconds}초 뒤"),
        Locale::En => format!("{seconds} seconds from now"),
    }
}

pub(super) const fn pg_code_name(locale: Locale) -> &'static str {
    say(locale, "PG 코드", "PG's code")
}

pub(super) const fn codes_name(locale: Locale) -> &'static str {
    say(locale, "daejo 코드", "daejo's codes")
}

pub(super) const fn shopper_name(locale: Locale) -> &'static str {
    say(locale, "구매자에게", "To the shopper")
}

pub(super) const fn operator_name(locale: Locale) -> &'static str {
    say(locale, "운영자에게", "For you")
}

pub(super) fn status(status: &PgStatus, locale: Locale) -> String {
    match status {
        PgStatus::Created => say(locale, "생성됨, 구매자 인증 전", "made, not yet authenticated"),
        PgStatus::Authenticated => {
            say(locale, "인증됨, 승인 전 (받은 돈 없음)", "authenticated, not confirmed (no money taken)")
        }
        PgStatus::AwaitingDeposit => {
            say(locale, "입금 대기 (받은 돈 없음)", "waiting for the deposit (no money yet)")
        }
        PgStatus::Captured => say(locale, "승인됨 (돈을 받음)", "captured (the money was taken)"),
        PgStatus::PartiallyRefunded => say(locale, "일부 환불됨", "partly refunded"),
        PgStatus::Refunded => say(locale, "전액 환불됨", "wholly refunded"),
        PgStatus::Canceled => say(locale, "돈을 받기 전에 취소됨", "called off before any money came"),
        PgStatus::Declined => say(locale, "승인 실패 (받은 돈 없음)", "declined (no money taken)"),
        PgStatus::Expired => {
            say(locale, "시간 안에 끝내지 않아 만료됨 (받은 돈 없음)", "expired (no money taken)")
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
        Method::Card => say(locale, "카드", "card"),
        Method::VirtualAccount => say(locale, "가상계좌", "virtual account"),
        Method::EasyPay => say(locale, "간편결제", "easy pay"),
        Method::MobilePhone => say(locale, "휴대폰", "carrier billing"),
        Method::Transfer => say(locale, "계좌이체", "account transfer"),
        Method::GiftCertificate => say(locale, "상품권", "gift certificate"),
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

/// Left unsaid for the usual kind.
pub(super) fn purpose(purpose: &Purpose, locale: Locale) -> Option<String> {
    match purpose {
        Purpose::OneTime => None,
        Purpose::Recurring => Some(say(locale, "자동결제", "a recurring charge").into()),
        Purpose::Wallet => Some(say(locale, "브랜드페이", "the merchant's own wallet").into()),
        Purpose::Unrecognized { raw } => Some(redact(raw)),
    }
}

pub(super) const fn notice(kind: NoticeKind, locale: Locale) -> &'static str {
    match kind {
        NoticeKind::PaymentChanged => {
            say(locale, "결제 상태가 바뀌었다는 알림입니다.", "It says that a payment changed.")
        }
        NoticeKind::DepositChanged => say(
            locale,
            "가상계좌 입금 상태가 바뀌었다는 알림입니다.",
            "It says that a virtual account changed.",
        ),
        NoticeKind::RefundChanged => say(
            locale,
            "진행 중이던 환불의 상태가 바뀌었다는 알림입니다.",
            "It says that a refund under way changed.",
        ),
        NoticeKind::BillingKeyDeleted => {
            say(locale, "빌링키가 삭제되었다는 알림입니다.", "It says that a billing key was deleted.")
        }
        NoticeKind::Other => say(
            locale,
            "결제와 상관없는 알림입니다. 200으로 답하기만 하면 됩니다.",
            "It is about something else than payments: answering 200 is all there is to do.",
        ),
        NoticeKind::Unreadable => say(
            locale,
            "이 PG의 웹훅이 아닙니다. 아무것도 바꾸지 마세요.",
            "This is not a webhook of this PG. Nothing may change because of it.",
        ),
    }
}

pub(super) const fn authenticity(authenticity: Authenticity, locale: Locale) -> &'static str {
    match authenticity {
        Authenticity::Verified => {
            say(locale, "이 결제의 secret이 맞습니다", "its secret is the payment's own")
        }
        Authenticity::Unsigned => say(
            locale,
            "확인할 수 있는 것이 없습니다. 누구나 보낼 수 있습니다",
            "it carries nothing that could be checked: anybody can have sent it",
        ),
        Authenticity::Unchecked => say(
            locale,
            "secret이 있습니다. 이 결제를 승인할 때 받은 값과 같은지 daejo가 서버에서 비교합니다",
            "it carries a secret, which daejo compares on the server with the one of the confirm",
        ),
        Authenticity::Forged => {
            say(locale, "secret이 다릅니다. 위조입니다", "its secret is another one: forged")
        }
    }
}

pub(super) const fn nameless(locale: Locale) -> &'static str {
    say(
        locale,
        "상태는 적혀 있지만 결제 키가 없습니다. 어느 결제의 응답인지 알 수 없으니 이것만 보고 아무것도 바꾸지 마세요.",
        "It states a status but no payment key. Which payment it answers for cannot be told: nothing may change because of it.",
    )
}

pub(super) const fn looks_like_webhook(locale: Locale) -> &'static str {
    say(
        locale,
        "응답이 아니라 웹훅으로 보입니다. `daejo explain … webhook`으로 다시 해 보세요.",
        "This looks like a webhook rather than an answer: try `daejo explain … webhook`.",
    )
}

pub(super) const fn looks_like_payment(locale: Locale) -> &'static str {
    say(
        locale,
        "웹훅이 아니라 조회나 승인의 응답으로 보입니다. `daejo explain … query`로 다시 해 보세요.",
        "This looks like an answer rather than a webhook: try `daejo explain … query`.",
    )
}
