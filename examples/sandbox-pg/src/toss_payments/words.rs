//! Korean and English: the PG translates values as well as messages, the window speaks to shoppers.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use super::payment::Method;

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Language {
    #[default]
    Korean,
    English,
}

impl Language {
    /// The API translates only when it is asked to outright; browsers ask in order of liking.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .map_or(Self::Korean, Self::first_of)
    }

    fn first_of(list: &str) -> Self {
        let known = |tag: &str| {
            let tag = tag.trim().to_ascii_lowercase();
            (tag.starts_with("en") || tag.starts_with("ko")).then(|| tag.starts_with("en"))
        };
        if list.split(',').find_map(known) == Some(true) { Self::English } else { Self::Korean }
    }

    pub(super) fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "ko" => Some(Self::Korean),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    pub(super) fn tag(self) -> &'static str {
        self.word("ko", "en")
    }

    pub(super) fn word(self, korean: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Korean => korean,
            Self::English => english,
        }
    }

    pub(super) fn method(self, method: &Method) -> &'static str {
        match method {
            Method::Card(_) => self.word("카드", "CARD"),
            Method::EasyPay => self.word("간편결제", "EASY_PAY"),
            Method::VirtualAccount => self.word("가상계좌", "VIRTUAL_ACCOUNT"),
            Method::Transfer => self.word("계좌이체", "TRANSFER"),
        }
    }
}

/// The issuers the window offers: the PG's code, Korean name, English name.
pub(super) const ISSUERS: [(&str, &str, &str); 6] = [
    ("41", "신한카드", "Shinhan"),
    ("11", "KB국민카드", "KB Kookmin"),
    ("61", "현대카드", "Hyundai"),
    ("51", "삼성카드", "Samsung"),
    ("31", "BC카드", "BC Card"),
    ("24", "토스뱅크", "Toss Bank"),
];

/// Banks by which a refund account may be named: any spelling the PG takes, and its code.
pub(super) const BANKS: [(&str, &str, &str); 12] = [
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

/// The code of a bank, named by code, Korean or English.
pub(super) fn bank_code(name: &str) -> Option<&'static str> {
    BANKS.iter().find(|(code, korean, english)| [*code, *korean, *english].contains(&name)).map(|bank| bank.0)
}
