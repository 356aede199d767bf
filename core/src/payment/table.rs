//! The state table: where each kind of event can lead from each state. It describes the process and does not drive it:
//! a debug assertion, the vectors and the database's CHECK hold the code to it, and the diagram is generated from it.

use super::{EventKind, State};
use alloc::format;
use alloc::string::String;

impl State {
    /// Where an event of this kind can lead from here. It includes this state if other members of the payment can
    /// change; it is empty if the event changes nothing or is rejected.
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
            // A claim starts the confirm, or ends a payment that was tampered with.
            (Ready, ClaimReceived) => &[Confirming, Declined],
            (Ready, ReturnFailed) => &[Canceled, Declined],
            // Where a return already means money, the PG is queried about a late one.
            (Declined, ClaimReceived) => &[Declined],
            (Canceled, ClaimReceived) => &[Canceled],
            (Expired, ClaimReceived) => &[Expired],
            (
                Confirming | AwaitingDeposit | Paid | PartiallyRefunded | Refunded | Refunding | Reversing
                | Unknown | Quarantined,
                ClaimReceived | ReturnFailed,
            )
            | (Declined | Canceled | Expired, ReturnFailed) => &[],

            // An intent or a webhook does not change what is known. A repeated confirm leads back to confirming.
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
            (Refunding, Answered) => &[Refunding, Paid, PartiallyRefunded, Refunded, Declined, Quarantined],
            (Refunded, Answered) => &[Refunded, Quarantined],
            // Money after the end.
            (Declined, Answered) => &[Declined, Paid, Refunding, Refunded, Quarantined],
            (Expired, Answered) => &[Expired, Paid, Refunding, Refunded, Quarantined],
            (Canceled, Answered) => &[Canceled, Refunding, Refunded, Quarantined],
            (Quarantined, Answered) => &[Quarantined],

            // Deadlines.
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

            // People's requests and decisions.
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

    /// Whether any event can lead from here to `to`. A database may check it on each row of the history.
    #[must_use]
    pub fn can_become(self, to: Self) -> bool {
        EventKind::ALL.into_iter().any(|kind| self.moves(kind).contains(&to))
    }
}

/// The process as a Mermaid state diagram: every move from one state to another, with the events that lead to it. It is
/// part of this module's documentation.
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
