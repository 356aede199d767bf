//! A payment as the PG states it.

use super::page::Page;
use super::words::{self, say};
use crate::codes::word;
use daejo::message::Locale;
use daejo::money::{Currency, display};
use daejo::pg::{Card, EasyPay, Method, PgAmount, PgCurrency, PgPayment, PgRefund, PgRefundStatus, PgStatus};
use daejo::redact::redact;

pub(super) fn tell(page: &mut Page, said: &PgPayment, locale: Locale) {
    page.heading(say(locale, "결제", "The payment"));
    page.facts(&facts(said, locale));
    if !said.refunds.is_empty() {
        page.heading(say(locale, "환불 내역", "Refunds"));
        for refund in &said.refunds {
            page.point(&describe_refund(refund, currency(said), locale));
        }
    }
    for warning in warnings(said, locale) {
        page.paragraph(warning);
    }
}

fn facts(said: &PgPayment, locale: Locale) -> Vec<(&'static str, String)> {
    let missing = || say(locale, "없음 (PG가 보내지 않음)", "missing (the PG left it out)").to_string();
    let money =
        |amount: &Option<PgAmount>| amount.as_ref().map(|amount| shown(amount, currency(said), locale));
    let mut facts = vec![
        (say(locale, "상태", "Status"), words::status(&said.status, locale)),
        (say(locale, "주문 번호", "Order"), said.order_id.clone().unwrap_or_else(missing)),
        (say(locale, "결제 키", "Payment key"), said.payment_key.clone().unwrap_or_else(missing)),
        (say(locale, "금액", "Amount"), money(&said.amount).unwrap_or_else(missing)),
    ];
    let mut add = |ko, en, value: Option<String>| {
        facts.extend(value.map(|value| (say(locale, ko, en), value)));
    };
    if said.status == PgStatus::Captured || !said.refunds.is_empty() {
        add("환불 가능 금액", "Can still go back", money(&said.balance));
    }
    add(
        "통화",
        "Currency",
        match &said.currency {
            None => Some(missing()),
            Some(PgCurrency::Known(_)) => None,
            Some(PgCurrency::Unrecognized { raw }) => Some(format!(
                "{} ({})",
                redact(raw),
                say(locale, "daejo가 모르는 통화", "a currency that daejo does not know")
            )),
        },
    );
    let tax_free =
        said.tax_free.as_ref().filter(|amount| amount.exact().is_none_or(|amount| !amount.is_zero()));
    add("면세 금액", "Tax-free part", tax_free.map(|amount| shown(amount, currency(said), locale)));
    add("결제 수단", "Paid by", said.method.as_ref().map(|method| paid_by(method, said, locale)));
    add("결제 종류", "Kind", said.purpose.as_ref().and_then(|purpose| words::purpose(purpose, locale)));
    add("요청 시각", "Asked for", said.requested_at.map(|at| at.to_string()));
    let approved =
        matches!(said.status, PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded);
    add("승인 시각", "Taken", said.approved_at.filter(|_| approved).map(|at| at.to_string()));
    if let Some(account) = &said.virtual_account {
        let number = account.account_masked.as_deref().unwrap_or("?");
        let bank = account.bank_code.as_deref().unwrap_or("?");
        add(
            "가상계좌",
            "Account",
            Some(match locale {
                Locale::Ko => format!("은행 코드 {bank}, 계좌 {number}"),
                Locale::En => format!("{number} at bank {bank}"),
            }),
        );
        add(
            "입금 기한",
            "Deposit until",
            account.due_at.map(|at| {
                let over = if account.expired { say(locale, " (지났음)", " (over)") } else { "" };
                format!("{at}{over}")
            }),
        );
        let refund = account.refund_status.as_deref().filter(|status| *status != "NONE");
        add("계좌 환불", "Account refund", refund.map(redact));
    }
    add(
        "현금영수증",
        "Cash receipt",
        said.cash_receipt.as_ref().map(|receipt| {
            let amount = money(&receipt.amount).unwrap_or_default();
            format!("{} {amount}", redact(receipt.kind.as_deref().unwrap_or_default())).trim().to_string()
        }),
    );
    add(
        "끝난 까닭",
        "Why it ended",
        said.failure.as_ref().map(|failure| {
            let code = failure.code.as_deref().unwrap_or("-");
            format!("{code} ({})", failure.reason)
        }),
    );
    add("상점 (mId)", "Store (mId)", said.merchant_id.clone());
    add("영수증", "Receipt", said.receipt_url.clone());
    add("API 버전", "API version", said.api_version.clone());
    facts
}

const fn currency(said: &PgPayment) -> Option<Currency> {
    match &said.currency {
        Some(PgCurrency::Known(currency)) => Some(*currency),
        Some(PgCurrency::Unrecognized { .. }) | None => None,
    }
}

fn shown(amount: &PgAmount, currency: Option<Currency>, locale: Locale) -> String {
    match (amount, currency) {
        (PgAmount::Exact(amount), Some(currency)) => display(*amount, currency),
        (PgAmount::Exact(amount), None) => amount.to_string(),
        (PgAmount::Unreadable { raw, problem }, _) => match locale {
            Locale::Ko => format!("읽을 수 없음: {} ({})", redact(raw), word(problem)),
            Locale::En => format!("unreadable: {} ({problem})", redact(raw)),
        },
    }
}

fn paid_by(method: &Method, said: &PgPayment, locale: Locale) -> String {
    // "Card ending in 123*" says already that it was a card.
    let says_itself = *method == Method::Card && said.card.is_some();
    let mut parts = if says_itself { Vec::new() } else { vec![words::method(method, locale)] };
    parts.extend(said.easy_pay.as_ref().map(|wallet| describe_wallet(wallet, currency(said), locale)));
    parts.extend(said.card.as_ref().map(|card| describe_card(card, said, locale)));
    parts.join(", ")
}

fn describe_wallet(wallet: &EasyPay, currency: Option<Currency>, locale: Locale) -> String {
    let mut text = wallet.provider.as_deref().map(redact).unwrap_or_default();
    let parts = [
        (say(locale, "머니", "money"), &wallet.amount),
        (say(locale, "포인트·쿠폰", "points"), &wallet.discount),
    ];
    for (name, amount) in parts {
        let Some(amount) = amount else { continue };
        if amount.exact().is_some_and(|amount| amount.is_zero()) {
            continue;
        }
        text.push_str(&format!(" {name} {}", shown(amount, currency, locale)));
    }
    text.trim().to_string()
}

fn describe_card(card: &Card, said: &PgPayment, locale: Locale) -> String {
    let mut text = String::new();
    if let Some(end) = &card.number_end {
        text.push_str(&match locale {
            Locale::Ko => format!("카드 끝자리 {end}"),
            Locale::En => format!("card ending in {end}"),
        });
    }
    if let Some(issuer) = &card.issuer_code {
        text.push_str(&format!(" ({} {issuer})", say(locale, "발급사", "issuer")));
    }
    // Where a wallet splits the amount, what went through the card is not the whole.
    if let Some(amount) = card.amount.as_ref().filter(|amount| Some(*amount) != said.amount.as_ref()) {
        text.push_str(&format!(" {}", shown(amount, currency(said), locale)));
    }
    if card.installment_months > 0 {
        text.push_str(&match locale {
            Locale::Ko => format!(", 할부 {}개월", card.installment_months),
            Locale::En => format!(", in {} monthly instalments", card.installment_months),
        });
    }
    if let Some(approval) = card.approval_number.as_deref().filter(|number| !number.is_empty()) {
        text.push_str(&format!(", {} {approval}", say(locale, "승인 번호", "approval")));
    }
    text.trim_start_matches([',', ' ']).to_string()
}

fn describe_refund(refund: &PgRefund, currency: Option<Currency>, locale: Locale) -> String {
    let amount = refund.amount.as_ref().map_or("?".into(), |amount| shown(amount, currency, locale));
    let status = match &refund.status {
        PgRefundStatus::Done => say(locale, "완료", "done").into(),
        PgRefundStatus::InProgress => {
            say(locale, "처리 중, 아직 환불로 세지 않음", "under way, does not count yet").into()
        }
        PgRefundStatus::Failed => {
            say(locale, "실패, 돈은 돌아가지 않음", "failed, no money went back").into()
        }
        PgRefundStatus::Unrecognized { raw } => {
            format!(
                "{} ({})",
                redact(raw),
                say(locale, "모르는 상태, 세지 않음", "an unknown word, does not count")
            )
        }
    };
    let at = refund.refunded_at.map_or_else(String::new, |at| format!(", {at}"));
    let whose = match &refund.reference {
        Some(reference) => format!("{} {reference}", say(locale, "daejo의 환불 번호", "daejo's reference")),
        None => say(locale, "daejo의 환불 번호 없음", "without a reference of daejo").into(),
    };
    format!("{amount}: {status}{at}, {whose}")
}

/// What a person would otherwise take the figures for.
fn warnings(said: &PgPayment, locale: Locale) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if said.status == PgStatus::Canceled && !said.refunds.is_empty() {
        warnings.push(say(
            locale,
            "취소 내역에 금액이 있지만 승인된 적이 없는 결제입니다. 돌려준 돈이 아니니 환불로 집계하지 마세요.",
            "The list shows an amount, but this payment was never approved. No money went back: do not count it as a refund.",
        ));
    }
    let waits = said.status == PgStatus::AwaitingDeposit;
    if waits && said.virtual_account.as_ref().is_some_and(|account| account.expired) {
        warnings.push(say(
            locale,
            "입금 기한이 지났습니다. 이 계좌 번호는 이미 다른 주문의 것일 수 있으니 구매자에게 다시 안내하지 마세요.",
            "The deadline has passed. This account number can belong to somebody else's order by now: do not show it again.",
        ));
    }
    let never = matches!(said.status, PgStatus::Declined | PgStatus::Expired);
    if never && said.approved_at.is_some() {
        warnings.push(say(
            locale,
            "승인 시각이 적혀 있지만 상태가 실패입니다. 상태가 기준입니다. 받은 돈은 없습니다.",
            "It states a time of approval, yet it failed. The status counts: no money was taken.",
        ));
    }
    if let (Some(Method::MobilePhone), true) = (&said.method, said.status == PgStatus::Captured) {
        warnings.push(say(
            locale,
            "휴대폰 결제는 결제한 달 안에만 취소할 수 있습니다.",
            "A carrier payment can be refunded within the same calendar month only.",
        ));
    }
    warnings
}
