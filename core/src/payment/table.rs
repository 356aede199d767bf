//! The table of the process: where each kind of evidence can lead from each state. The code moves by it, and what it
//! generates does too: the diagram in the documentation, and the moves that a database admits.

use super::{EventKind, State};
use alloc::format;
use alloc::string::String;

impl State {
    /// Where evidence of this kind can lead from here, this state itself included if something else about the
    /// payment can change; nowhere, if it changes nothing or is turned away.
    #[must_use]
    pub const fn moves(self, kind: EventKind) -> &'static [Self] {
        use EventKind::{
            Answered, CallStarted, ClaimReceived, Decided, Noticed, RefundRequested, ReturnFailed, TimePassed,
        };
        use State::{
            AwaitingDeposit, Canceled, Confirming, Declined, Expired, Paid, PartiallyRefunded, Quarantined,
            Ready, Refunded, Refunding, Reversing, Unknown,
        };
        match (self, kind) {
            // The browser's word begins a payment, or ends one that was tampered with. Nothing else.
            (Ready, ClaimReceived) => &[Confirming, Declined],
            (Ready, ReturnFailed) => &[Canceled, Declined],
            // Where a return already means money, one that comes late is looked into.
            (Declined, ClaimReceived) => &[Declined],
            (Canceled, ClaimReceived) => &[Canceled],
            (Expired, ClaimReceived) => &[Expired],
            (
                Confirming | AwaitingDeposit | Paid | PartiallyRefunded | Refunded | Refunding | Reversing
                | Unknown | Quarantined,
                ClaimReceived | ReturnFailed,
            )
            | (Declined | Canceled | Expired, ReturnFailed) => &[],

            // An intent, a notice: what is known does not change by either. The same confirm again is a confirm.
            (Unknown, CallStarted) => &[Unknown, Confirming],
            (Unknown, Noticed) => &[Unknown],
            (Ready, CallStarted | Noticed) => &[Ready],
            (Confirming, CallStarted | Noticed) => &[Confirming],
            (AwaitingDeposit, CallStarted | Noticed) => &[AwaitingDeposit],
            (Paid, CallStarted | Noticed) => &[Paid],
            (PartiallyRefunded, CallStarted | Noticed) => &[PartiallyRefunded],
            (Refunded, CallStarted | Noticed) => &[Refunded],
            (Refunding, CallStarted | Noticed) => &[Refunding],
            (Reversing, CallStarted | Noticed) => &[Reversing],
            (Declined, CallStarted | Noticed) => &[Declined],
            (Canceled, CallStarted | Noticed) => &[Canceled],
            (Expired, CallStarted | Noticed) => &[Expired],
            (Quarantined, CallStarted | Noticed) => &[Quarantined],

            // What the PG says, cross-checked.
            (Ready, Answered) => {
                &[Ready, AwaitingDeposit, Paid, Refunding, Refunded, Declined, Canceled, Expired, Quarantined]
            }
            (Confirming | Unknown, Answered) => &[
                Confirming,
                Unknown,
                AwaitingDeposit,
                Paid,
                Refunding,
                Refunded,
                Declined,
                Canceled,
                Expired,
                Quarantined,
            ],
            (AwaitingDeposit, Answered) => {
                &[AwaitingDeposit, Paid, Refunded, Declined, Canceled, Expired, Quarantined]
            }
            (Reversing, Answered) => {
                &[Reversing, Unknown, Paid, Refunding, Declined, Canceled, Expired, Quarantined]
            }
            (Paid, Answered) => &[Paid, PartiallyRefunded, Refunded, Quarantined],
            (PartiallyRefunded, Answered) => &[PartiallyRefunded, Refunded, Quarantined],
            (Refunding, Answered) => &[Refunding, Paid, PartiallyRefunded, Refunded, Quarantined],
            (Refunded, Answered) => &[Refunded, Quarantined],
            // Money after the end.
            (Declined, Answered) => &[Declined, Paid, Refunding, Refunded, Quarantined],
            (Expired, Answered) => &[Expired, Paid, Refunding, Refunded, Quarantined],
            (Canceled, Answered) => &[Canceled, Refunding, Refunded, Quarantined],
            (Quarantined, Answered) => &[Quarantined],

            // What runs out.
            (Ready, TimePassed) => &[Ready, Expired],
            (Confirming, TimePassed) => &[Confirming, Unknown, Expired, Quarantined],
            (Unknown, TimePassed) => &[Unknown, Reversing, Quarantined],
            (Reversing, TimePassed) => &[Reversing, Quarantined],
            (Refunding, TimePassed) => &[Refunding, Quarantined],
            (AwaitingDeposit, TimePassed) => &[AwaitingDeposit, Quarantined],
            (Paid, TimePassed) => &[Paid],
            (PartiallyRefunded, TimePassed) => &[PartiallyRefunded],
            (Refunded, TimePassed) => &[Refunded],
            (Declined, TimePassed) => &[Declined],
            (Canceled, TimePassed) => &[Canceled],
            (Expired, TimePassed) => &[Expired],
            (Quarantined, TimePassed) => &[Quarantined],

            // What people ask for.
            (Paid | PartiallyRefunded, RefundRequested) => &[Refunding],
            (Quarantined, Decided) => &[Paid, PartiallyRefunded, Refunding, Refunded, Declined, Unknown],
            (
                Ready | Confirming | AwaitingDeposit | Refunded | Refunding | Reversing | Declined | Canceled
                | Expired | Unknown | Quarantined,
                RefundRequested,
            )
            | (
                Ready | Confirming | AwaitingDeposit | Paid | PartiallyRefunded | Refunded | Refunding
                | Reversing | Declined | Canceled | Expired | Unknown,
                Decided,
            ) => &[],
        }
    }

    /// Whether any evidence can lead from here to `to`. What a database may check on each line of the history.
    #[must_use]
    pub fn can_become(self, to: Self) -> bool {
        EventKind::ALL.into_iter().any(|kind| self.moves(kind).contains(&to))
    }
}

/// The process as a Mermaid state diagram: every move from one state to another, with the evidence that brings it
/// about. It is part of this module's documentation.
#[must_use]
pub fn diagram() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> ready\n");
    for from in State::ALL {
        for to in State::ALL.into_iter().filter(|to| *to != from) {
            let mut kinds = EventKind::ALL.into_iter().filter(|kind| from.moves(*kind).contains(&to));
            let Some(first) = kinds.next() else { continue };
            let label = kinds.fold(String::from(first.code()), |mut label, kind| {
                label.push_str(", ");
                label.push_str(kind.code());
                label
            });
            diagram.push_str(&format!("    {} --> {}: {label}\n", from.code(), to.code()));
        }
    }
    diagram
}
