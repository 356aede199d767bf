//! `daejo explain`: the texts that are shown, and the values that are never shown.

mod support;

use std::error::Error;
use support::daejo;

type Tested = Result<(), Box<dyn Error>>;

const PAYMENT: &str = r#"{"status":"DONE","orderId":"order-0001","paymentKey":"djsho20261121110155Qw7Er","currency":"KRW",
"totalAmount":15000,"balanceAmount":15000,"method":"카드","secret":"ps_ownsecret0001kQ",
"card":{"amount":15000,"number":"53219876****442*","issuerCode":"41"},
"mobilePhone":{"customerMobilePhone":"01012345678"},
"virtualAccount":{"accountNumber":"X7712345678901","customerName":"김대조","refundReceiveAccount":{"accountNumber":"110123456789","holderName":"김대조"}}}"#;

fn explained(arguments: &[&str], body: &str) -> Result<String, Box<dyn Error>> {
    let ran = daejo(&[&["explain", "toss_payments"], arguments].concat(), body.as_bytes())?;
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    Ok(ran.stdout)
}

#[test]
fn a_payment_is_explained_in_both_languages() -> Tested {
    let ko = explained(&["confirm"], PAYMENT)?;
    assert!(ko.contains("승인되었습니다") && ko.contains("₩15,000") && ko.contains("442*"), "{ko}");
    let en = explained(&["confirm", "--locale", "en"], PAYMENT)?;
    assert!(en.contains("the money was taken") && en.contains("applied · proceed · approved"), "{en}");
    Ok(())
}

#[test]
fn no_secret_and_no_personal_data_is_shown() -> Tested {
    for subject in ["confirm", "query", "refund", "webhook"] {
        let text = explained(&[subject], PAYMENT)?;
        for hidden in ["ps_own", "5321", "01012345678", "X77123", "110123456789", "김대조"] {
            assert!(!text.contains(hidden), "{subject} shows {hidden}:\n{text}");
        }
    }
    Ok(())
}

#[test]
fn an_error_without_a_status_gets_the_documented_status() -> Tested {
    let body = r#"{"code":"REJECT_CARD_PAYMENT","message":"010-1234-5678"}"#;
    let text = explained(&["confirm", "--locale", "en"], body)?;
    assert!(text.contains("HTTP 403") && text.contains("refused · tell_shopper · limit_exceeded"), "{text}");
    assert!(!text.contains("010-1234-5678"), "the message of the PG is shown:\n{text}");
    let open = explained(&["confirm", "--status", "500", "--locale", "en"], body)?;
    assert!(open.contains("must not be treated as a failure"), "{open}");
    Ok(())
}

#[test]
fn a_missing_answer_is_explained() -> Tested {
    let text = explained(&["refund", "--no-answer", "timed_out", "--locale", "en"], "")?;
    assert!(text.contains("Do not refund again"), "{text}");
    assert!(!text.contains("your payment"), "the text is about a payment, not about a refund:\n{text}");
    Ok(())
}

#[test]
fn a_deposit_callback_is_not_explained_as_a_confirmed_payment() -> Tested {
    let callback =
        r#"{"createdAt":"2026-11-21T11:02:11","secret":"ps_x","status":"DONE","orderId":"order-0001"}"#;
    let text = explained(&["confirm", "--locale", "en"], callback)?;
    assert!(text.contains("webhook") && !text.contains("the money was taken"), "{text}");
    assert!(explained(&["webhook", "--locale", "en"], callback)?.contains("virtual account"));
    Ok(())
}

#[test]
fn a_pasted_return_address_is_explained() -> Tested {
    let url = "https://shop.example/done?orderId=order-0001&paymentKey=abc&amount=15000#top\n";
    assert!(explained(&["return", "--locale", "en"], url)?.contains("No money was taken yet"));
    let twice = "orderId=order-0001&paymentKey=abc&amount=15000&amount=1";
    assert!(explained(&["return", "--locale", "en"], twice)?.contains("is there twice"));
    let canceled = "?code=PAY_PROCESS_CANCELED&message=%3Cscript%3E";
    let text = explained(&["return", "--locale", "en"], canceled)?;
    assert!(text.contains("shopper_canceled") && !text.contains("script"), "{text}");
    Ok(())
}

/// Control characters of the PG are replaced, and colour is only for a terminal.
#[test]
fn no_control_character_reaches_the_terminal() -> Tested {
    let body = r#"{"status":"DO\u001b[31mNE","orderId":"\u001b]0;x\u0007\u202eabc","paymentKey":"k","totalAmount":1}"#;
    let text = explained(&["query"], body)?;
    assert!(!text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{text:?}");
    Ok(())
}

#[test]
fn invalid_arguments_are_errors() -> Tested {
    for arguments in [
        &["explain", "other_pay", "confirm"][..],
        &["explain", "toss_payments", "charge"],
        &["explain", "toss_payments", "confirm", "/nonexistent/answer.json"],
        &["explain", "toss_payments", "confirm", "--status", "99"],
    ] {
        let ran = daejo(arguments, b"")?;
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{arguments:?}");
    }
    Ok(())
}
