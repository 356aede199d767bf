//! Reading and cross-checking one Toss Payments body, against skipping over the same bytes.
#![expect(clippy::expect_used, reason = "a benchmark that cannot read its own files has nothing to measure")]

use criterion::{Criterion, criterion_group, criterion_main};
use daejo::crosscheck;
use daejo::id::PaymentKey;
use daejo::order::Order;
use daejo::pg::{self, Body, HttpResponse, Operation, Pg, Reply};
use std::hint::black_box;

const BODY: &[u8] = include_bytes!("../bodies/card-done.json");
const ORDER: &str = include_str!("../bodies/order.json");

fn native(criterion: &mut Criterion) {
    let order: Order = serde_json::from_str(ORDER).expect("the bench's own order");
    let key = PaymentKey::new("daejo20261121093000Bq7Kd").expect("the bench's own key");

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
            let said = answer.payment.expect("the bench's own body");
            crosscheck::payment(&order, Some(&key), &said).expect("the bench's own order agrees")
        });
    });
}

criterion_group!(benches, native);
criterion_main!(benches);
