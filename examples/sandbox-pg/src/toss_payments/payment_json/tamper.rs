//! Answers that differ from the stored payment.

use crate::money::Number;
use crate::random;
use crate::scenario::{Fault, Malformed, ODD_AMOUNT};
use crate::toss_payments::payment::Payment;

use super::PaymentJson;

impl PaymentJson {
    /// Changes the answer as the fault demands.
    pub(in crate::toss_payments) fn tamper(&mut self, payment: &Payment, fault: &Fault) {
        if let Fault::WrongAmount { amount } = fault {
            let number = Number(payment.currency.print(*amount));
            self.total_amount = Some(number.clone());
            self.balance_amount = number;
        } else if let Fault::WrongCurrency { currency } = fault {
            self.currency.clone_from(currency);
        } else if let Fault::UnknownStatus { word } = fault {
            self.status.clone_from(word);
        } else if *fault == Fault::OmitAmount {
            self.total_amount = None;
        } else if *fault == Fault::OmitSecret {
            self.secret = None;
        } else if *fault == Fault::WrongOrderId {
            self.order_id = format!("other-{}", random::alphanumeric(12));
        } else if *fault == Fault::WrongPaymentKey {
            self.payment_key = format!("other{}", random::alphanumeric(19));
        } else if matches!(fault, Fault::Malformed { how: Malformed::OddAmount { .. } }) {
            self.total_amount = Some(Number(ODD_AMOUNT.into()));
        }
    }

    /// Replaces the status and the secret, as a forged webhook would.
    pub(in crate::toss_payments) fn forge(&mut self, status: &str) {
        self.status = status.into();
        self.secret = Some(format!("ps_{}", random::alphanumeric(28)));
    }
}
