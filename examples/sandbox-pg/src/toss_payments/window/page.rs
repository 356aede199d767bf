//! The HTML of the pages. Every value from outside is escaped by [`escape`].

use std::borrow::Cow;

use crate::Config;
use crate::clock::kst;
use crate::toss_payments::institutions::ISSUERS;
use crate::toss_payments::language::Language;
use crate::toss_payments::method::Method;
use crate::toss_payments::payment::Payment;

const STYLE: &str = include_str!("page.css");

/// The window in which the shopper chooses a payment method, or cancels.
pub(super) fn window(payment: &Payment, config: &Config, language: Language) -> String {
    let text = |korean, english| language.choose(korean, english);
    let is_chosen = |method: &str| match &payment.method {
        None | Some(Method::Card(_)) => method == "card",
        Some(Method::EasyPay) => method == "easy_pay",
        Some(Method::VirtualAccount) => method == "virtual_account",
        Some(Method::Transfer) => method == "transfer",
    };
    let methods: String = [
        ("card", "card", "method-card", text("카드", "Card")),
        ("easy_pay", "easy", "method-easy-pay", text("토스페이", "Toss Pay")),
        ("virtual_account", "virtual", "method-virtual-account", text("가상계좌", "Virtual account")),
        ("transfer", "transfer", "method-transfer", text("계좌이체", "Bank transfer")),
    ]
    .map(|(value, id, test_id, name)| {
        let checked = if is_chosen(value) { " checked" } else { "" };
        format!(
            r#"<label><input type="radio" name="method" value="{value}" id="{id}" data-testid="{test_id}" required{checked}>{name}</label>"#
        )
    })
    .concat();
    let issuers: String = ISSUERS
        .map(|(code, korean, english)| {
            let checked = if code == "41" { " checked" } else { "" };
            let name = text(korean, english);
            format!(
                r#"<label><input type="radio" name="issuer" value="{code}" data-testid="issuer-{code}"{checked}>{name}</label>"#
            )
        })
        .concat();
    let body = format!(
        r#"{head}{order}
<form method="post">
<input type="hidden" name="lang" value="{tag}">
<fieldset><legend>{method_legend}</legend><div class="methods">{methods}</div></fieldset>
<fieldset class="card-only"><legend>{issuer_legend}</legend><div class="issuers">{issuers}</div></fieldset>
<p class="hint virtual-only">{virtual_hint}</p>
<div class="actions">
<button class="main" name="action" value="pay" data-testid="pay">{pay}</button>
<button name="action" value="cancel" data-testid="cancel" formnovalidate>{cancel}</button>
</div>
<div class="trial"><p id="trial">{trial}</p><div role="group" aria-labelledby="trial">
<button name="action" value="decline_at_confirm" data-testid="decline-at-confirm">{decline}</button>
<button name="action" value="fail_by_card_company" data-testid="fail-by-card-company" formnovalidate>{refuse}</button>
<button name="action" value="fail" data-testid="fail" formnovalidate>{fail}</button>
</div></div>
</form>"#,
        head = head(language, Some(&payment.session)),
        order = order(payment, config, language),
        tag = language.tag(),
        method_legend = text("결제 방법", "Payment method"),
        issuer_legend = text("카드사", "Card issuer"),
        virtual_hint = text(
            "결제하면 입금할 계좌번호가 발급돼요. 기한 안에 입금하면 결제가 완료돼요.",
            "You will get an account number. The payment is complete when you have paid into that account.",
        ),
        pay = match language {
            Language::Korean => format!("{} 결제하기", sum(payment, payment.asked, language)),
            Language::English => format!("Pay {}", sum(payment, payment.asked, language)),
        },
        cancel = text("취소", "Cancel"),
        trial = text("다른 결과도 시험해 보세요", "Try another outcome"),
        decline = text("승인할 때 카드 거절", "Card declined at confirm"),
        refuse = text("결제창에서 카드 거절", "Card declined in this window"),
        fail = text("결제 중 오류", "Error in this window"),
    );
    document(text("테스트 결제", "Test payment"), &body, language)
}

/// The shopper has already paid in this window: one button redirects to the shop.
pub(super) fn already_paid(payment: &Payment, config: &Config, language: Language) -> String {
    let body = format!(
        r#"{head}{order}<form method="post"><div class="actions"><button class="main" name="action" value="pay" data-testid="pay">{back}</button></div></form>"#,
        head = head(language, None),
        order = order(payment, config, language),
        back = language.choose("상점으로 돌아가기", "Back to the shop"),
    );
    document(language.choose("테스트 결제", "Test payment"), &body, language)
}

/// The window is closed, expired or unknown.
pub(super) fn closed(language: Language) -> String {
    let title = language.choose("이미 종료된 결제창이에요", "This payment window is closed");
    let hint = language
        .choose("상점에서 결제를 다시 시작해 주세요.", "Please start the payment again from the shop.");
    let head = head(language, None);
    let body = format!(r#"{head}<div class="centre" data-testid="over"><h1>{title}</h1><p>{hint}</p></div>"#);
    document(title, &body, language)
}

pub(super) fn receipt(payment: &Payment, config: &Config, language: Language) -> String {
    let title = language.choose("테스트 영수증", "Test receipt");
    let approved = payment.approved_at.map(kst).unwrap_or_default();
    let body = format!(
        r#"{head}{order}<div class="order"><dl><dt>{when}</dt><dd>{approved}</dd><dt>{state}</dt><dd>{status}</dd><dt>{left}</dt><dd>{balance}</dd></dl></div>"#,
        head = head(language, None),
        order = order(payment, config, language),
        when = language.choose("승인 시각", "Approved"),
        state = language.choose("상태", "Status"),
        status = payment.status.as_str(),
        left = language.choose("취소 후 남은 금액", "Amount after refunds"),
        balance = sum(payment, payment.balance(), language),
    );
    document(title, &body, language)
}

fn head(language: Language, switchable: Option<&str>) -> String {
    let (tag, name) = match language {
        Language::Korean => ("en", "English"),
        Language::English => ("ko", "한국어"),
    };
    let switch = switchable.map(|_| {
        format!(r#"<a href="?lang={tag}" hreflang="{tag}" lang="{tag}" data-testid="language">{name}</a>"#)
    });
    format!(
        r#"<header><strong>{brand}</strong>{switch}</header><p class="notice" data-testid="sandbox">{notice}</p>"#,
        brand = language.choose("토스페이먼츠 · sandbox", "Toss Payments · sandbox"),
        switch = switch.unwrap_or_default(),
        notice = language.choose(
            "테스트 결제예요. 실제로 돈이 나가지 않아요.",
            "This is a test payment. No money will be taken.",
        ),
    )
}

fn order(payment: &Payment, config: &Config, language: Language) -> String {
    let name = escape(&payment.order_name);
    format!(
        r#"<section class="order" aria-label="{label}"><h1 data-testid="order-name">{name}</h1><p class="sum" data-testid="amount">{sum}</p><dl><dt>{store}</dt><dd data-testid="store">{merchant}</dd><dt>{number}</dt><dd data-testid="order-id">{order_id}</dd></dl></section>"#,
        label = language.choose("주문", "Order"),
        sum = sum(payment, payment.asked, language),
        store = language.choose("상점", "Store"),
        merchant = escape(&config.merchant_id),
        number = language.choose("주문번호", "Order number"),
        order_id = escape(&payment.order_id),
    )
}

/// In Korean, won amounts end with 원; otherwise a currency sign stands before the amount.
fn sum(payment: &Payment, minor: i64, language: Language) -> String {
    let signed = payment.currency.print_grouped(minor);
    match (language, signed.strip_prefix('₩')) {
        (Language::Korean, Some(won)) => format!("{won}원"),
        (Language::Korean, None) | (Language::English, _) => signed,
    }
}

fn document(title: &str, body: &str, language: Language) -> String {
    format!(
        r#"<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{title}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"#,
        tag = language.tag(),
    )
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Cow::Owned(escaped.replace('"', "&quot;").replace('\'', "&#39;"))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn values_from_outside_are_escaped() {
        assert_eq!(escape(r#"<b a="1">&'"#), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
    }
}
