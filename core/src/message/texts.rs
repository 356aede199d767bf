//! The texts, one row a code.

/// What a code means, to whom and in which language.
pub(super) struct Text {
    pub(super) code: &'static str,
    pub(super) shopper_ko: &'static str,
    pub(super) shopper_en: &'static str,
    #[cfg(feature = "server")]
    pub(super) operator_ko: &'static str,
    #[cfg(feature = "server")]
    pub(super) operator_en: &'static str,
}

/// Leaves the operators' texts out where no operator is: a browser need not load them.
macro_rules! texts {
    ($($code:literal { shopper: $sk:literal, $se:literal; operator: $ok:literal, $oe:literal; })*) => {
        pub(super) static TEXTS: &[Text] = &[$(Text {
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

/// The row of a code.
pub(super) fn find(code: &str) -> Option<&'static Text> {
    TEXTS.iter().find(|text| text.code == code)
}

texts! {
    "unknown" {
        shopper: "결제 결과를 확인하고 있어요. 다시 결제하지 말고 잠시만 기다려 주세요.",
                 "We are checking the result of your payment. Please wait and do not pay again.";
        operator: "승인 여부를 아직 모릅니다. daejo가 PG에 조회하고 있습니다.",
                  "The outcome is open. daejo is asking the PG.";
    }
}
