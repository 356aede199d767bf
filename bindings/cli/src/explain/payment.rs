//! Explains a payment as the PG states it.

use super::page::Page;
use super::texts::{self, pick};
use daejo::message::Locale;
use daejo::money::{Currency, display};
use daejo::pg::{Card, EasyPay, Method, PgAmount, PgCurrency, PgPayment, PgRefund, PgRefundStatus, PgStatus};
use daejo::redact::redact;

pub(super) fn add(page: &mut Page, payment: &PgPayment, locale: Locale) {
    page.heading(pick(locale, "결제", "Payment"));
    page.facts(&facts(payment, locale));
    if !payment.refunds.is_empty() {
        page.heading(pick(locale, "환불 내역", "Refunds"));
        for refund in &payment.refunds {
            page.point(&describe_refund(refund, currency(payment), locale));
        }
    }
    for warning in warnings(payment, locale) {
        page.paragraph(warning);
    }
}

fn facts(payment: &PgPayment, locale: Locale) -> Vec<(&'static str, String)> {
    let missing = || pick(locale, "없음 (PG가 보내지 않음)", "missing (the PG did not send it)").to_string();
    let money =
        |amount: &Option<PgAmount>| amount.as_ref().map(|amount| shown(amount, currency(payment), locale));
    let mut facts = vec![
        (pick(locale, "상태", "Status"), texts::status(&payment.status, locale)),
        (pick(locale, "주문 번호", "Order"), payment.order_id.clone().unwrap_or_else(missing)),
        (pick(locale, "결제 키", "Payment key"), payment.payment_key.clone().unwrap_or_else(missing)),
        (pick(locale, "금액", "Amount"), money(&payment.amount).unwrap_or_else(missing)),
    ];
    let mut add = |ko, en, value: Option<String>| {
        facts.extend(value.map(|value| (pick(locale, ko, en), value)));
    };
    if payment.status == PgStatus::Captured || !payment.refunds.is_empty() {
        add("환불 가능 금액", "Refundable amount", money(&payment.balance));
    }
    add(
        "통화",
        "Currency",
        match &payment.currency {
            None => Some(missing()),
            Some(PgCurrency::Known(_)) => None,
            Some(PgCurrency::Unrecognized { raw }) => Some(format!(
                "{} ({})",
                redact(raw),
                pick(locale, "daejo가 모르는 통화", "a currency that daejo does not know")
            )),
        },
    );
    let tax_free =
        payment.tax_free.as_ref().filter(|amount| amount.exact().is_none_or(|amount| !amount.is_zero()));
    add("면세 금액", "Tax-free amount", tax_free.map(|amount| shown(amount, currency(payment), locale)));
    add("결제 수단", "Paid by", payment.method.as_ref().map(|method| paid_by(method, payment, locale)));
    add("결제 종류", "Kind", payment.purpose.as_ref().and_then(|purpose| texts::purpose(purpose, locale)));
    add("요청 시각", "Requested", payment.requested_at.map(|at| at.to_string()));
    let approved =
        matches!(payment.status, PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded);
    add("승인 시각", "Approved", payment.approved_at.filter(|_| approved).map(|at| at.to_string()));
    if let Some(account) = &payment.virtual_account {
        let number = account.account_masked.as_deref().unwrap_or("?");
        let bank = account.bank_code.as_deref().unwrap_or("?");
        add(
            "가상계좌",
            "Account",
            Some(match locale {
                Locale::Ko => format!("은행 코드 {bank}, 계좌 {number}"),
                Locale::En => format!("{number}, bank code {bank}"),
            }),
        );
        add(
            "입금 기한",
            "Deposit deadline",
            account.due_at.map(|at| {
                let passed = if account.expired { pick(locale, " (지났음)", " (passed)") } else { "" };
                format!("{at}{passed}")
            }),
        );
        let refund = account.refund_status.as_deref().filter(|status| *status != "NONE");
        add("계좌 환불", "Account refund", refund.map(redact));
    }
    add(
        "현금영수증",
        "Cash receipt",
        payment.cash_receipt.as_ref().map(|receipt| {
            let amount = money(&receipt.amount).unwrap_or_default();
            format!("{} {amount}", redact(receipt.kind.as_deref().unwrap_or_default())).trim().to_string()
        }),
    );
    add(
        "실패 사유",
        "Failure",
        payment.failure.as_ref().map(|failure| {
            let code = failure.code.as_deref().unwrap_or("-");
            format!("{code} ({})", failure.reason)
        }),
    );
    add("상점 (mId)", "Store (mId)", payment.merchant_id.clone());
    add("영수증", "Receipt", payment.receipt_url.clone());
    add("API 버전", "API version", payment.api_version.clone());
    facts
}

const fn currency(payment: &PgPayment) -> Option<Currency> {
    match &payment.currency {
        Some(PgCurrency::Known(currency)) => Some(*currency),
        Some(PgCurrency::Unrecognized { .. }) | None => None,
    }
}

fn shown(amount: &PgAmount, currency: Option<Currency>, locale: Locale) -> String {
    match (amount, currency) {
        (PgAmount::Exact(amount), Some(currency)) => display(*amount, currency),
        (PgAmount::Exact(amount), None) => amount.to_string(),
        (PgAmount::Unreadable { raw, problem }, _) => match locale {
            Locale::Ko => format!("읽을 수 없음: {} ({})", redact(raw), problem.code()),
            Locale::En => format!("unreadable: {} ({problem})", redact(raw)),
        },
    }
}

fn paid_by(method: &Method, payment: &PgPayment, locale: Locale) -> String {
    // "Card ending in 123*" already names the method.
    let card_names_method = *method == Method::Card && payment.card.is_some();
    let mut parts = if card_names_method { Vec::new() } else { vec![texts::method(method, locale)] };
    parts.extend(payment.easy_pay.as_ref().map(|wallet| describe_wallet(wallet, currency(payment), locale)));
    parts.extend(payment.card.as_ref().map(|card| describe_card(card, payment, locale)));
    parts.join(", ")
}

fn describe_wallet(wallet: &EasyPay, currency: Option<Currency>, locale: Locale) -> String {
    let mut text = wallet.provider.as_deref().map(redact).unwrap_or_default();
    let parts = [
        (pick(locale, "머니", "money"), &wallet.amount),
        (pick(locale, "포인트·쿠폰", "points"), &wallet.discount),
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

fn describe_card(card: &Card, payment: &PgPayment, locale: Locale) -> String {
    let mut text = String::new();
    if let Some(end) = &card.number_end {
        text.push_str(&match locale {
            Locale::Ko => format!("카드 끝자리 {end}"),
            Locale::En => format!("card ending in {end}"),
        });
    }
    if let Some(issuer) = &card.issuer_code {
        text.push_str(&format!(" ({} {issuer})", pick(locale, "발급사", "issuer")));
    }
    // With a wallet, the amount of the card can be a part of the total.
    if let Some(amount) = card.amount.as_ref().filter(|amount| Some(*amount) != payment.amount.as_ref()) {
        text.push_str(&format!(" {}", shown(amount, currency(payment), locale)));
    }
    if card.installment_months > 0 {
        text.push_str(&match locale {
            Locale::Ko => format!(", 할부 {}개월", card.installment_months),
            Locale::En => format!(", {} monthly instalments", card.installment_months),
        });
    }
    if let Some(approval) = card.approval_number.as_deref().filter(|number| !number.is_empty()) {
        text.push_str(&format!(", {} {approval}", pick(locale, "승인 번호", "approval")));
    }
    text.trim_start_matches([',', ' ']).to_string()
}

fn describe_refund(refund: &PgRefund, currency: Option<Currency>, locale: Locale) -> String {
    let amount = refund.amount.as_ref().map_or("?".into(), |amount| shown(amount, currency, locale));
    let status = match &refund.status {
        PgRefundStatus::Done => pick(locale, "완료", "done").into(),
        PgRefundStatus::InProgress => {
            pick(locale, "처리 중, 아직 환불로 세지 않음", "in progress, not counted yet").into()
        }
        PgRefundStatus::Failed => {
            pick(locale, "실패, 돈은 돌아가지 않음", "failed, no money was returned").into()
        }
        PgRefundStatus::Unrecognized { raw } => {
            format!(
                "{} ({})",
                redact(raw),
                pick(locale, "모르는 상태, 세지 않음", "unknown status, not counted")
            )
        }
    };
    let at = refund.refunded_at.map_or_else(String::new, |at| format!(", {at}"));
    let whose = match &refund.reference {
        Some(reference) => format!("{} {reference}", pick(locale, "daejo의 환불 번호", "daejo's reference")),
        None => pick(locale, "daejo의 환불 번호 없음", "no reference of daejo").into(),
    };
    format!("{amount}: {status}{at}, {whose}")
}

/// Warnings about figures that are easily misread.
fn warnings(payment: &PgPayment, locale: Locale) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if payment.status == PgStatus::Canceled && !payment.refunds.is_empty() {
        warnings.push(pick(
            locale,
            "취소 내역에 금액이 있지만 승인된 적이 없는 결제입니다. 돌려준 돈이 아니니 환불로 집계하지 마세요.",
            "The list of cancels has an amount, but this payment was never approved. No money was returned, so do not count it as a refund.",
        ));
    }
    let awaits_deposit = payment.status == PgStatus::AwaitingDeposit;
    if awaits_deposit && payment.virtual_account.as_ref().is_some_and(|account| account.expired) {
        warnings.push(pick(
            locale,
            "입금 기한이 지났습니다. 이 계좌 번호는 이미 다른 주문의 것일 수 있으니 구매자에게 다시 안내하지 마세요.",
            "The deposit deadline has passed. The account number may already belong to another order: do not show it to the shopper again.",
        ));
    }
    let no_money_taken = matches!(payment.status, PgStatus::Declined | PgStatus::Expired);
    if no_money_taken && payment.approved_at.is_some() {
        warnings.push(pick(
            locale,
            "승인 시각이 적혀 있지만 상태가 실패입니다. 상태가 기준입니다. 받은 돈은 없습니다.",
            "It has an approval time, but its status is a failure. The status counts: no money was taken.",
        ));
    }
    if let (Some(Method::MobilePhone), true) = (&payment.method, payment.status == PgStatus::Captured) {
        warnings.push(pick(
            locale,
            "휴대폰 결제는 결제한 달 안에만 취소할 수 있습니다.",
            "A mobile carrier payment can be refunded only in the calendar month of the payment.",
        ));
    }
    warnings
}
