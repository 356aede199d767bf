//! Each guard is necessary: without it a law breaks, with it none does.
#![allow(clippy::print_stdout, reason = "a test that prints its table")]
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::guard::Guard;
use daejo_simulation::model::proofs;

#[test]
fn a_law_breaks_without_each_guard() {
    let proofs = proofs();
    for guard in Guard::ALL {
        assert!(proofs.iter().any(|proof| proof.removed.contains(&guard)), "no proof for {guard:?}");
    }
    println!("{:<46} {:<14} {:<12} {:>8}  law broken without it", "guard", "profile", "world", "states");
    let mut wrong = Vec::new();
    for proof in proofs {
        let proven = proof.prove(8_000);
        println!("{}", proven.line());
        if !proven.holds() {
            wrong.push(proven);
        }
    }
    let trace = wrong.first().and_then(|proven| proven.with.violation.clone());
    let failed = wrong.iter().map(|proven| proven.line()).collect::<Vec<_>>();
    assert!(failed.is_empty(), "{}\nwith the guard: {trace:#?}", failed.join("\n"));
}
