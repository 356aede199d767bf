//! Explains a webhook.

use super::page::Page;
use super::texts::{self, pick};
use super::{hint, page, payment};
use crate::options::Subject;
use daejo::message::Locale;
use daejo::pg::{self, Notice, NoticeKind, Pg};

pub(super) fn explain(pg: Pg, body: &[u8], locale: Locale) -> Page {
    let notice = pg::read_webhook(pg, &Vec::new(), body, None);
    let mut page = page(pg, pick(locale, "웹훅", "webhook"), locale);
    // The body of a payment has an order and a status too, like the callback of a deposit.
    let other = hint(pg, body, Subject::Webhook, locale);
    if notice.kind == NoticeKind::Unreadable || other.is_some() {
        page.paragraph(texts::notice(NoticeKind::Unreadable, locale));
        if let Some(other) = other {
            page.paragraph(other);
        }
        return page;
    }
    page.paragraph(texts::notice(notice.kind, locale));
    page.blank();
    page.facts(&facts(&notice, locale));
    if let Some(payment) = &notice.payment {
        payment::add(&mut page, payment, locale);
    }
    page.heading(texts::operator_name(locale));
    page.text(operator_action(notice.kind, locale));
    page
}

fn facts(notice: &Notice, locale: Locale) -> Vec<(&'static str, String)> {
    let mut facts = vec![(
        pick(locale, "보낸 곳 확인", "Authenticity"),
        texts::authenticity(notice.authenticity, locale).to_string(),
    )];
    let mut add = |ko, en, value: Option<String>| {
        facts.extend(value.map(|value| (pick(locale, ko, en), value)));
    };
    add("보낸 시각", "Sent", notice.sent_at.map(|at| at.to_string()));
    // If the webhook has a payment, these facts are shown with the payment.
    if notice.payment.is_none() {
        add("주문 번호", "Order", notice.order_id.clone());
        add("거래 키", "Transaction key", notice.transaction_key.clone());
        add(
            "웹훅이 말하는 상태",
            "Stated status",
            notice.status.as_ref().map(|status| texts::status(status, locale)),
        );
    }
    add(
        "daejo 코드",
        "daejo's codes",
        Some(format!("{} · {}", notice.kind.code(), notice.authenticity.code())),
    );
    facts
}

const fn operator_action(kind: NoticeKind, locale: Locale) -> &'static str {
    match kind {
        NoticeKind::PaymentChanged | NoticeKind::DepositChanged => pick(
            locale,
            "웹훅은 알림일 뿐입니다. 저장하고 10초 안에 200으로 답한 뒤, PG에 이 결제를 조회해서 나온 상태만 믿으세요. 같은 웹훅이 여러 번, 순서가 바뀌어 올 수 있습니다.",
            "A webhook is only a hint. Store it, answer 200 within 10 seconds, then query the payment at the PG and rely only on that answer. A webhook can arrive several times and out of order.",
        ),
        NoticeKind::RefundChanged => pick(
            locale,
            "거래 키로 우리 환불을 찾아 그 결제를 PG에 조회하세요. 상태가 DONE인 환불만 돌아간 돈입니다.",
            "Find the refund by its transaction key and query its payment at the PG. Only a refund with the status DONE has returned money.",
        ),
        NoticeKind::BillingKeyDeleted => pick(
            locale,
            "이 빌링키로는 더 청구할 수 없습니다. 구매자가 결제 수단을 다시 등록해야 합니다.",
            "This billing key can no longer be charged. The shopper has to register a payment method again.",
        ),
        NoticeKind::Other | NoticeKind::Unreadable => {
            pick(locale, "200으로 답하세요. 결제는 바뀌지 않습니다.", "Answer 200. No payment changes.")
        }
    }
}
