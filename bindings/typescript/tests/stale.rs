//! The declarations that are checked in are those of the core as it is.

#[test]
fn the_types_are_not_stale() {
    assert!(
        include_str!("../types.d.ts") == daejo_typescript::types(),
        "run `cargo run -p daejo-typescript > bindings/typescript/types.d.ts`"
    );
}
