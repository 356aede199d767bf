//! The checked-in declarations are up to date.

#[test]
fn types_d_ts_is_up_to_date() {
    assert!(
        include_str!("../types.d.ts") == daejo_typescript::types(),
        "run `cargo run -p daejo-typescript > bindings/typescript/types.d.ts`"
    );
}
