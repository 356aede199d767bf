//! A webhook.

use super::page::Page;
use super::words::{self, say};
use super::{hint, page, payment};
use crate::codes::word;
use crate::options::Subject;
use daejo::message::Locale;
use daejo::pg::{self, Notice, NoticeKind, Pg};

pub(super) fn explain(pg: Pg, body: &[u8], locale: Locale) -> Page {
    let notice = pg::read_webhook(pg, &Vec::new(), body, None);
    let mut page = page(pg, say(locale, "웹훅", "a webhook"), locale);
    // A payment on its own has an order and a status too, as a deposit's callback has.
    let other = hint(pg, body, Subject::Webhook, locale);
    if notice.kind == NoticeKind::Unreadable || other.is_some() {
        page.paragraph(words::notice(NoticeKind::Unreadable, locale));
        if let Some(other) = other {
            page.paragraph(other);
        }
        return page;
    }
    page.paragraph(words::notice(notice.kind, locale));
    page.blank();
    page.facts(&facts(&notice, locale));
    if let Some(said) = &notice.payment {
        payment::tell(&mut page, said, locale);
    }
    page.heading(words::operator_name(locale));
    page.text(to_do(notice.kind, locale));
    page
}

fn facts(notice: &Notice, locale: Locale) -> Vec<(&'static str, String)> {
    let mut facts = vec![(
        say(locale, "누가 보냈나", "Who sent it"),
        words::authenticity(notice.authenticity, locale).to_string(),
    )];
    let mut add = |ko, en, value: Option<String>| {
        facts.extend(value.map(|value| (say(locale, ko, en), value)));
    };
    add("보낸 시각", "Sent", notice.sent_at.map(|at| at.to_string()));
    // A webhook that states a payment says the same again below.
    if notice.payment.is_none() {
        add("주문 번호", "Order", notice.order_id.clone());
        add("거래 키", "Transaction", notice.transaction_key.clone());
        add(
            "웹훅이 말하는 상태",
            "It states",
            notice.status.as_ref().map(|status| words::status(status, locale)),
        );
    }
    add(
        "daejo 코드",
        "daejo's codes",
        Some(format!("{} · {}", word(&notice.kind), word(&notice.authenticity))),
    );
    facts
}

const fn to_do(kind: NoticeKind, locale: Locale) -> &'static str {
    match kind {
        NoticeKind::PaymentChanged | NoticeKind::DepositChanged => say(
            locale,
            "웹훅은 알림일 뿐입니다. 저장하고 10초 안에 200으로 답한 뒤, PG에 이 결제를 조회해서 나온 상태만 믿으세요. 같은 웹훅이 여러 번, 순서가 바뀌어 올 수 있습니다.",
            "A webhook is a hint. Store it, answer 200 within 10 seconds, then ask the PG for the payment and believe only that. It can come several times and out of order.",
        ),
        NoticeKind::RefundChanged => say(
            locale,
            "거래 키로 우리 환불을 찾아 그 결제를 PG에 조회하세요. 상태가 DONE인 환불만 돌아간 돈입니다.",
            "Find the refund by its transaction key and ask the PG for its payment. Only a finished refund is money that went back.",
        ),
        NoticeKind::BillingKeyDeleted => say(
            locale,
            "이 빌링키로는 더 청구할 수 없습니다. 구매자가 결제 수단을 다시 등록해야 합니다.",
            "Nothing can be charged with this key any more. The shopper has to register again.",
        ),
        NoticeKind::Other | NoticeKind::Unreadable => {
            say(locale, "200으로 답하세요. 결제는 바뀌지 않습니다.", "Answer 200. No payment changes.")
        }
    }
}
