//! `tests/vectors/codes.json` against the core: a code that a shop has stored is never renamed and never lost.

use daejo::billing::{AfterDecline, BillingQuestion, BillingStep, Missed, PeriodCharge, Unit};
use daejo::claim::ReturnProblem;
use daejo::crosscheck::Mismatch;
use daejo::id::IdError;
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

/// The words of an enumeration, as serde lists them when it is given another one. It cannot forget a new one.
fn words<T: DeserializeOwned>(unknown: serde_json::Value) -> Vec<String> {
    let said = serde_json::from_value::<T>(unknown).err().map(|error| error.to_string()).unwrap_or_default();
    // The first word in backticks is the one that was given.
    said.split('`').skip(1).step_by(2).skip(1).map(String::from).collect()
}

fn plain<T: DeserializeOwned>() -> Vec<String> {
    words::<T>(json!("?"))
}

fn tagged<T: DeserializeOwned>(tag: &str) -> Vec<String> {
    words::<T>(json!({ tag: "?" }))
}

#[test]
fn the_list_of_codes_is_the_core_s() -> Result<(), Box<dyn Error>> {
    let text = include_str!("../../../vectors/codes.json");
    let listed: BTreeMap<String, Vec<String>> = serde_json::from_str(text)?;
    // One PG: serde says "expected `toss_payments`", so the same reading holds.
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
    .map(|(kind, words)| (kind.to_string(), words))
    .collect();
    for kind in listed.keys().chain(core.keys()) {
        assert_eq!(listed.get(kind), core.get(kind), "{kind}");
    }
    Ok(())
}

#[test]
fn the_core_s_own_lists_say_the_same() {
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
