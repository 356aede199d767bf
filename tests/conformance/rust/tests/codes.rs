//! `tests/vectors/codes.json` against the core: codes are stored in shops' databases, so none is renamed or removed.

use daejo::billing::{AfterDecline, BillingQuestion, BillingStep, Missed, PeriodCharge, Unit};
use daejo::claim::ReturnProblem;
use daejo::crosscheck::Mismatch;
use daejo::id::IdError;
use daejo::message::Locale;
use daejo::money::{AmountError, Currency};
use daejo::order::{OrderProblem, Tax};
use daejo::payment::{AlertReason, Decision, Effect, LateMoney, RefundState, Rejection, State, Step};
use daejo::pg::{
    Action, Authenticity, Certainty, CodeClass, Method, NoticeKind, Operation, OrderQuery, Pg,
    PgRefundStatus, PgStatus, Purpose, TransportFailure, Webhooks,
};
use daejo::reason::Reason;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error;

/// The codes of an enum, from serde's message about an unknown one. So the list is complete without a list here.
fn serialized<T: DeserializeOwned>(unknown: serde_json::Value) -> Vec<String> {
    let said = serde_json::from_value::<T>(unknown).err().map(|error| error.to_string()).unwrap_or_default();
    // The first code in backticks is the unknown one.
    said.split('`').skip(1).step_by(2).skip(1).map(String::from).collect()
}

fn plain<T: DeserializeOwned>() -> Vec<String> {
    serialized::<T>(json!("?"))
}

fn tagged<T: DeserializeOwned>(tag: &str) -> Vec<String> {
    serialized::<T>(json!({ tag: "?" }))
}

#[test]
fn codes_json_lists_the_codes_of_the_core() -> Result<(), Box<dyn Error>> {
    let text = include_str!("../../../vectors/codes.json");
    let listed: BTreeMap<String, Vec<String>> = serde_json::from_str(text)?;
    // With one PG serde's message is "expected `toss_payments`", which is read the same way.
    let core: BTreeMap<String, Vec<String>> = [
        ("actions", plain::<Action>()),
        ("afterDeclines", plain::<AfterDecline>()),
        ("alerts", plain::<AlertReason>()),
        ("amountProblems", plain::<AmountError>()),
        ("authenticities", plain::<Authenticity>()),
        ("billingQuestions", plain::<BillingQuestion>()),
        ("billingSteps", tagged::<BillingStep>("kind")),
        ("billingUnits", plain::<Unit>()),
        ("certainties", plain::<Certainty>()),
        ("codeClasses", plain::<CodeClass>()),
        ("currencies", plain::<Currency>()),
        ("decisions", plain::<Decision>()),
        ("effects", tagged::<Effect>("kind")),
        ("idProblems", plain::<IdError>()),
        ("lateMoney", plain::<LateMoney>()),
        ("methods", tagged::<Method>("kind")),
        ("mismatches", tagged::<Mismatch>("code")),
        ("missedPolicies", plain::<Missed>()),
        ("noticeKinds", plain::<NoticeKind>()),
        ("operations", plain::<Operation>()),
        ("orderProblems", tagged::<OrderProblem>("code")),
        ("orderQueries", plain::<OrderQuery>()),
        ("periodStates", tagged::<PeriodCharge>("state")),
        ("pgRefundStatuses", tagged::<PgRefundStatus>("kind")),
        ("pgStatuses", tagged::<PgStatus>("kind")),
        ("pgs", plain::<Pg>()),
        ("purposes", tagged::<Purpose>("kind")),
        ("reasons", plain::<Reason>()),
        ("refundStates", plain::<RefundState>()),
        ("rejections", tagged::<Rejection>("code")),
        ("returnProblems", tagged::<ReturnProblem>("code")),
        ("states", plain::<State>()),
        ("steps", tagged::<Step>("kind")),
        ("transportFailures", plain::<TransportFailure>()),
        ("webhooks", plain::<Webhooks>()),
    ]
    .into_iter()
    .map(|(kind, codes)| (kind.to_string(), codes))
    .collect();
    for kind in listed.keys().chain(core.keys()) {
        assert_eq!(listed.get(kind), core.get(kind), "{kind}");
    }
    Ok(())
}

#[test]
fn every_code_is_the_serialized_one() {
    assert_eq!(plain::<Action>(), Action::ALL.map(Action::code));
    assert_eq!(plain::<Authenticity>(), Authenticity::ALL.map(Authenticity::code));
    assert_eq!(plain::<Certainty>(), Certainty::ALL.map(Certainty::code));
    assert_eq!(plain::<CodeClass>(), CodeClass::ALL.map(CodeClass::code));
    assert_eq!(plain::<NoticeKind>(), NoticeKind::ALL.map(NoticeKind::code));
    assert_eq!(plain::<Operation>(), Operation::ALL.map(Operation::code));
    assert_eq!(plain::<OrderQuery>(), OrderQuery::ALL.map(OrderQuery::code));
    assert_eq!(plain::<TransportFailure>(), TransportFailure::ALL.map(TransportFailure::code));
    assert_eq!(plain::<Webhooks>(), Webhooks::ALL.map(Webhooks::code));
    assert_eq!(plain::<Locale>(), Locale::ALL.map(Locale::code));
    let reasons: Vec<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(plain::<Reason>(), reasons);
    let states: Vec<_> = State::ALL.iter().map(|state| state.code()).collect();
    assert_eq!(plain::<State>(), states);
    let mismatches: Vec<_> = Mismatch::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(tagged::<Mismatch>("code"), mismatches);
    let ids = [IdError::Length, IdError::Character];
    assert_eq!(plain::<IdError>(), ids.map(IdError::code));
    let amounts = [
        AmountError::Negative,
        AmountError::TooLarge,
        AmountError::FinerThanMinorUnit,
        AmountError::NotANumber,
        AmountError::UnknownCurrency,
    ];
    assert_eq!(plain::<AmountError>(), amounts.map(AmountError::code));
    let lines = [
        OrderProblem::NoLines,
        OrderProblem::TooManyLines,
        OrderProblem::QuantityZero { line: 0 },
        OrderProblem::DiscountExceedsLine { line: 0 },
        OrderProblem::SumTooLarge { line: 0 },
        OrderProblem::TotalZero,
    ];
    assert_eq!(tagged::<OrderProblem>("code"), lines.map(|problem| problem.code()));
    let parameter = String::from("amount");
    let returns = [
        ReturnProblem::ParameterMissing { parameter: parameter.clone() },
        ReturnProblem::ParameterRepeated { parameter: parameter.clone() },
        ReturnProblem::ParameterTooLong { parameter: parameter.clone() },
        ReturnProblem::NotText { parameter },
    ];
    assert_eq!(tagged::<ReturnProblem>("code"), returns.map(|problem| problem.code()));
    assert_eq!(plain::<Tax>(), [Tax::Taxable, Tax::TaxFree].map(Tax::code));
    assert_eq!(plain::<Currency>(), Currency::ALL.map(Currency::code));
    assert_eq!(plain::<Pg>(), Pg::ALL.map(Pg::code));
}

#[test]
fn every_tag_is_the_code() {
    let raw = || String::from("NEW_WORD");
    let statuses = [
        PgStatus::Created,
        PgStatus::Authenticated,
        PgStatus::AwaitingDeposit,
        PgStatus::Captured,
        PgStatus::PartiallyRefunded,
        PgStatus::Refunded,
        PgStatus::Canceled,
        PgStatus::Declined,
        PgStatus::Expired,
        PgStatus::Unrecognized { raw: raw() },
    ];
    assert_eq!(tagged::<PgStatus>("kind"), statuses.map(|status| status.code()));
    let refunds = [
        PgRefundStatus::Done,
        PgRefundStatus::InProgress,
        PgRefundStatus::Failed,
        PgRefundStatus::Unrecognized { raw: raw() },
    ];
    assert_eq!(tagged::<PgRefundStatus>("kind"), refunds.map(|status| status.code()));
    let purposes =
        [Purpose::OneTime, Purpose::Recurring, Purpose::Wallet, Purpose::Unrecognized { raw: raw() }];
    assert_eq!(tagged::<Purpose>("kind"), purposes.map(|purpose| purpose.code()));
    let methods = [
        Method::Card,
        Method::VirtualAccount,
        Method::EasyPay,
        Method::MobilePhone,
        Method::Transfer,
        Method::GiftCertificate,
        Method::Unrecognized { raw: raw() },
    ];
    assert_eq!(tagged::<Method>("kind"), methods.map(|method| method.code()));
}
