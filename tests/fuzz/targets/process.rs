//! A payment under any events: no panic, never more refunded than captured, and every change raises the version.
#![no_main]

use daejo::id::PaymentId;
use daejo::order::Order;
use daejo::payment::{Event, LateMoney, Payment, Policy, Step};
use daejo::pg::{Body, Capabilities, HttpResponse, Operation, OrderQuery, Pg, Reply, TransportFailure};
use daejo::time::Timestamp;
use libfuzzer_sys::fuzz_target;

const ORDER: &str = r#"{"orderId":"order-1001","customerId":"c-7","pg":"toss_payments","currency":"KRW",
    "lines":[{"productId":"p","unitPrice":15000,"quantity":1}],"total":15000}"#;

/// A policy with the capabilities that the bits of a byte select.
fn policy(bits: u8) -> Policy {
    let toss = Pg::TossPayments.capabilities();
    let bit = |place: u8| bits & (1 << place) != 0;
    let capabilities = Capabilities {
        return_means_money: bit(0),
        order_query: match (bit(1), bit(2)) {
            (true, true) => OrderQuery::None,
            (true, false) => OrderQuery::ByPaymentKeyOnly,
            (false, _) => OrderQuery::ByOrderId,
        },
        confirm_idempotency_ms: if bit(3) { 0 } else { toss.confirm_idempotency_ms },
        refund_idempotency_ms: if bit(3) { 0 } else { toss.refund_idempotency_ms },
        refusals_are_replayed: !bit(3),
        refund_balance_check: !bit(4),
        refund_references: !bit(4),
        reversal_ms: if bit(5) { 300_000 } else { 0 },
        part_refunds: if bit(6) { 0 } else { u32::MAX },
        ..toss
    };
    let late_money = if bit(7) { LateMoney::Revive } else { LateMoney::Refund };
    Policy { capabilities: (bits != 0).then_some(capabilities), late_money, ..Policy::default() }
}

fuzz_target!(|data: &[u8]| {
    let Ok(order) = serde_json::from_str::<Order>(ORDER) else { return };
    let (Ok(id), Ok(mut now)) = (PaymentId::new("payment-1"), Timestamp::from_millis(1_800_000_000_000))
    else {
        return;
    };
    let mut payment = Payment::start(id, &order, now.plus_millis(900_000));
    let policy = policy(data.first().copied().unwrap_or_default());
    for part in data.split(|byte| *byte == 0xff) {
        let [kind, rest @ ..] = part else { continue };
        now = now.plus_millis(u64::from(*kind) * 500);
        let operation = Operation::ALL[usize::from(*kind) % Operation::ALL.len()];
        let event = match kind % 8 {
            0 => match payment.next_step(now, &policy) {
                Step::Call { call, .. } => Event::CallStarted { operation: call.operation() },
                Step::Wait { .. } | Step::Tick | Step::AskAPerson | Step::Nothing => Event::TimePassed,
            },
            1..=3 => Event::Answered {
                operation: payment.requests.in_flight.map_or(operation, |call| call.operation),
                ordinal: payment.requests.count,
                reply: Reply::Response(HttpResponse {
                    status: 200,
                    retry_after_seconds: None,
                    body: Body::new(rest),
                }),
            },
            4 => Event::Answered {
                operation,
                ordinal: payment.requests.count,
                reply: Reply::Failure(TransportFailure::TimedOut),
            },
            5 => Event::TimePassed,
            _ => match serde_json::from_slice::<Event<'_>>(rest) {
                Ok(event) => event,
                Err(_) => continue,
            },
        };
        let Ok(transition) = payment.apply(&order, &event, now, &policy) else { continue };
        if transition.is_change() {
            assert_eq!(transition.next.version, payment.version + 1);
            assert!(transition.next.is_sound(), "the sums do not fit the state");
            let is_decision = matches!(event, Event::Decided { .. });
            assert!(is_decision || transition.next.refunded >= payment.refunded, "the refunded amount fell");
        } else {
            assert_eq!(transition.next, payment, "the payment changed without a new version");
        }
        payment = transition.next;
    }
});
