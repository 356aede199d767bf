//! Reading and cross-checking one Toss Payments body, compared with skipping over the same bytes.
#![expect(clippy::expect_used, reason = "a benchmark without its input fails")]

use criterion::{Criterion, criterion_group, criterion_main};
use daejo::crosscheck;
use daejo::id::PaymentKey;
use daejo::order::Order;
use daejo::pg::{self, Body, HttpResponse, Operation, Pg, Reply};
use std::hint::black_box;

const BODY: &[u8] = include_bytes!("../bodies/card-done.json");
const ORDER: &str = include_str!("../bodies/order.json");

fn native(criterion: &mut Criterion) {
    let order: Order = serde_json::from_str(ORDER).expect("the benchmark's order");
    let key = PaymentKey::new("daejo20261121093000Bq7Kd").expect("the benchmark's key");

    criterion.bench_function("scan", |bench| {
        bench.iter(|| serde_json::from_slice::<serde::de::IgnoredAny>(black_box(BODY)).is_ok());
    });
    criterion.bench_function("read_and_check", |bench| {
        bench.iter(|| {
            let reply = Reply::Response(HttpResponse {
                status: 200,
                retry_after_seconds: None,
                body: Body::new(black_box(BODY)),
            });
            let answer = pg::read(Pg::TossPayments, Operation::Confirm, &reply);
            let payment = answer.payment.expect("the benchmark's body has a payment");
            crosscheck::payment(&order, Some(&key), &payment).expect("the benchmark's order agrees")
        });
    });
}

criterion_group!(benches, native);
criterion_main!(benches);
