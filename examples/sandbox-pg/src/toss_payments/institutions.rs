//! Card issuers and banks, with the codes that the PG uses for them.

/// Card issuers in the payment window: the PG's code, Korean name, English name.
pub(super) const ISSUERS: [(&str, &str, &str); 6] = [
    ("41", "신한카드", "Shinhan"),
    ("11", "KB국민카드", "KB Kookmin"),
    ("61", "현대카드", "Hyundai"),
    ("51", "삼성카드", "Samsung"),
    ("31", "BC카드", "BC Card"),
    ("24", "토스뱅크", "Toss Bank"),
];

/// Banks for refund accounts: the PG's code, and the Korean and English names that the PG also accepts.
const BANKS: [(&str, &str, &str); 12] = [
    ("88", "신한", "SHINHAN"),
    ("06", "국민", "KOOKMIN"),
    ("20", "우리", "WOORI"),
    ("81", "하나", "HANA"),
    ("11", "농협", "NONGHYEOP"),
    ("03", "기업", "IBK"),
    ("92", "토스", "TOSSBANK"),
    ("90", "카카오", "KAKAOBANK"),
    ("89", "케이", "KBANK"),
    ("23", "SC제일", "SC"),
    ("71", "우체국", "POST"),
    ("45", "새마을", "SAEMAUL"),
];

/// The PG's code of a bank, given its code, Korean name or English name.
pub(super) fn bank_code(name: &str) -> Option<&'static str> {
    BANKS.iter().find(|(code, korean, english)| [*code, *korean, *english].contains(&name)).map(|bank| bank.0)
}
