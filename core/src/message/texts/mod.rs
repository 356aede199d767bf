//! The texts, one row for each code, in the order in which the codes are declared.
//!
//! A shopper's text says that nothing was charged only where the code alone makes that sure. Where the same code can
//! come from a refund as well, it speaks of "this attempt"; where the outcome can be open, it says what to check.
//! It never says "failed": a shopper who reads that pays again.

/// The texts for one code, for each reader and language.
pub(super) struct Text {
    pub(super) code: &'static str,
    pub(super) shopper_ko: &'static str,
    pub(super) shopper_en: &'static str,
    #[cfg(feature = "server")]
    pub(super) operator_ko: &'static str,
    #[cfg(feature = "server")]
    pub(super) operator_en: &'static str,
}

/// Leaves the operators' texts out of builds for browsers.
macro_rules! texts {
    ($($code:literal { shopper: $sk:literal, $se:literal; operator: $ok:literal, $oe:literal; })*) => {
        pub(super) static TEXTS: &[super::Text] = &[$(super::Text {
            code: $code,
            shopper_ko: $sk,
            shopper_en: $se,
            #[cfg(feature = "server")]
            operator_ko: $ok,
            #[cfg(feature = "server")]
            operator_en: $oe,
        },)*];
    };
}

mod billing;
mod calls;
mod mismatches;
mod open;
mod orders;
mod process;
mod reasons;
mod refused;
mod return_urls;
mod server;
mod states;

const TABLES: [&[Text]; 11] = [
    reasons::TEXTS,
    refused::TEXTS,
    open::TEXTS,
    states::TEXTS,
    process::TEXTS,
    mismatches::TEXTS,
    billing::TEXTS,
    return_urls::TEXTS,
    orders::TEXTS,
    calls::TEXTS,
    server::TEXTS,
];

/// Every row.
pub(super) fn all() -> impl Iterator<Item = &'static Text> {
    TABLES.into_iter().flatten()
}

/// The row of a code.
pub(super) fn find(code: &str) -> Option<&'static Text> {
    all().find(|text| text.code == code)
}
