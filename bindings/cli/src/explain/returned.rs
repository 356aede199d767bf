//! Explains the return address to which a PG redirected the shopper.

use super::page::Page;
use super::texts::{self, pick};
use super::{answer, page};
use daejo::claim::{Claim, Return, ReturnFailure, ReturnProblem};
use daejo::message::Locale;
use daejo::pg::{self, Pg};

pub(super) fn explain(pg: Pg, text: &str, locale: Locale) -> Page {
    let mut page = page(pg, pick(locale, "구매자가 돌아온 주소", "return address"), locale);
    match pg::read_return(pg, query(text)) {
        Return::Claimed { claim } => claimed(&mut page, &claim, locale),
        Return::Failed { failure } => failed(&mut page, &failure, locale),
        Return::Unreadable { problems } => {
            page.paragraph(pick(
                locale,
                "이 PG가 보낸 주소가 아니거나 누군가 고친 주소입니다. 이 주소로는 승인하지 마세요.",
                "This is not an address of this PG, or it was changed. Do not confirm a payment from it.",
            ));
            page.blank();
            for problem in problems {
                page.point(&describe_problem(&problem, locale));
            }
        }
    }
    page
}

/// The query of an address. A text without `?` is a query already.
fn query(text: &str) -> &str {
    let text = text.trim();
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    text.split_once('?').map_or(text, |(_, query)| query)
}

fn claimed(page: &mut Page, claim: &Claim, locale: Locale) {
    page.paragraph(pick(
        locale,
        "구매자가 결제창에서 인증을 마쳤다고 주장하는 주소입니다. 아직 받은 돈은 없고, 누구나 이런 주소를 쓸 수 있습니다.",
        "The browser claims that the shopper completed authentication. No money was taken yet, and anyone can write such an address.",
    ));
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
    page.blank();
    page.facts(&[
        (pick(locale, "주문 번호", "Order"), shown(&claim.order_id)),
        (pick(locale, "결제 키", "Payment key"), shown(&claim.payment_key)),
        (pick(locale, "금액", "Amount"), shown(&claim.amount)),
    ]);
    page.heading(texts::operator_name(locale));
    page.text(pick(
        locale,
        "주문 번호와 금액을 기록해 둔 주문과 비교하고, 같으면 기록해 둔 금액으로 승인을 요청하세요. 주소에 적힌 금액을 그대로 보내면 안 됩니다.",
        "Compare the order and the amount with the recorded order. If they agree, confirm with the recorded amount, never with the amount in the address.",
    ));
}

fn failed(page: &mut Page, failure: &ReturnFailure, locale: Locale) {
    page.paragraph(pick(
        locale,
        "결제창이 결제 없이 끝났습니다. 승인 요청을 보낸 적이 없다면 받은 돈은 없습니다.",
        "The payment window ended without a payment. If no confirm was sent, no money was taken.",
    ));
    page.blank();
    let mut facts = vec![(texts::codes_name(locale), failure.reason.to_string())];
    facts.extend(failure.pg_code.clone().map(|code| (texts::pg_code_name(locale), code)));
    facts.extend(failure.order_id.clone().map(|order| (pick(locale, "주문 번호", "Order"), order)));
    page.facts(&facts);
    answer::add_messages(page, failure.reason.code(), failure.reason.code(), locale);
}

fn describe_problem(problem: &ReturnProblem, locale: Locale) -> String {
    let (parameter, ko, en) = match problem {
        ReturnProblem::ParameterMissing { parameter } => (parameter, "값이 없습니다", "is missing"),
        ReturnProblem::ParameterRepeated { parameter } => (
            parameter,
            "두 번 나옵니다. 어느 쪽이 맞는지 고르면 안 됩니다",
            "is there twice, and neither value can be trusted",
        ),
        ReturnProblem::ParameterTooLong { parameter } => (parameter, "값이 너무 깁니다", "is too long"),
        ReturnProblem::NotText { parameter } => {
            (parameter, "글자로 읽을 수 없습니다", "cannot be read as text")
        }
        _ => return pick(locale, "읽을 수 없습니다", "it cannot be read").into(),
    };
    format!("{parameter}: {}", pick(locale, ko, en))
}
