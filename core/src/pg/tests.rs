//! The codes are the texts that JSON holds.

use super::{
    Action, Authenticity, Certainty, CodeClass, Method, NoticeKind, Operation, OrderQuery, Pg,
    PgRefundStatus, PgStatus, Purpose, TransportFailure, Webhooks,
};
use crate::reason::Reason;
use alloc::string::String;
use core::fmt::Debug;
use serde::Serialize;
use serde_json::{Value, json, to_value};

fn assert_codes<T: Copy + Debug + Serialize>(all: &[T], code: impl Fn(T) -> &'static str) {
    for value in all {
        assert_eq!(to_value(value).ok(), Some(json!(code(*value))), "{value:?}");
    }
}

fn assert_kinds<T: Debug + Serialize>(all: &[T], code: impl Fn(&T) -> &'static str) {
    for value in all {
        let kind =
            to_value(value).ok().and_then(|json| json.get("kind").and_then(Value::as_str).map(String::from));
        assert_eq!(kind.as_deref(), Some(code(value)), "{value:?}");
    }
}

#[test]
fn a_code_is_the_text_in_json() {
    assert_codes(&Action::ALL, Action::code);
    assert_codes(&Authenticity::ALL, Authenticity::code);
    assert_codes(&Certainty::ALL, Certainty::code);
    assert_codes(&CodeClass::ALL, CodeClass::code);
    assert_codes(&NoticeKind::ALL, NoticeKind::code);
    assert_codes(&Operation::ALL, Operation::code);
    assert_codes(&OrderQuery::ALL, OrderQuery::code);
    assert_codes(&Pg::ALL, Pg::code);
    assert_codes(Reason::ALL, Reason::code);
    assert_codes(&TransportFailure::ALL, TransportFailure::code);
    assert_codes(&Webhooks::ALL, Webhooks::code);
}

#[test]
fn a_tagged_enum_s_code_is_its_kind_in_json() {
    let raw = String::from("NEW_WORD");
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
        PgStatus::Unrecognized { raw: raw.clone() },
    ];
    assert_kinds(&statuses, PgStatus::code);
    let refunds = [
        PgRefundStatus::Done,
        PgRefundStatus::InProgress,
        PgRefundStatus::Failed,
        PgRefundStatus::Unrecognized { raw: raw.clone() },
    ];
    assert_kinds(&refunds, PgRefundStatus::code);
    let purposes =
        [Purpose::OneTime, Purpose::Recurring, Purpose::Wallet, Purpose::Unrecognized { raw: raw.clone() }];
    assert_kinds(&purposes, Purpose::code);
    let methods = [
        Method::Card,
        Method::VirtualAccount,
        Method::EasyPay,
        Method::MobilePhone,
        Method::Transfer,
        Method::GiftCertificate,
        Method::Unrecognized { raw },
    ];
    assert_kinds(&methods, Method::code);
}
