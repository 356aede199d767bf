//! Korean and English. The PG translates values of its answers; the payment window is in the shopper's language.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use super::method::Method;

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Language {
    #[default]
    Korean,
    English,
}

impl Language {
    /// The first Korean or English tag of `Accept-Language`; Korean without one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .map_or(Self::Korean, Self::first_known)
    }

    fn first_known(list: &str) -> Self {
        let is_english = |tag: &str| {
            let tag = tag.trim().to_ascii_lowercase();
            (tag.starts_with("en") || tag.starts_with("ko")).then(|| tag.starts_with("en"))
        };
        if list.split(',').find_map(is_english) == Some(true) { Self::English } else { Self::Korean }
    }

    pub(super) fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "ko" => Some(Self::Korean),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    pub(super) fn tag(self) -> &'static str {
        self.choose("ko", "en")
    }

    pub(super) fn choose(self, korean: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Korean => korean,
            Self::English => english,
        }
    }

    pub(super) fn method(self, method: &Method) -> &'static str {
        match method {
            Method::Card(_) => self.choose("카드", "CARD"),
            Method::EasyPay => self.choose("간편결제", "EASY_PAY"),
            Method::VirtualAccount => self.choose("가상계좌", "VIRTUAL_ACCOUNT"),
            Method::Transfer => self.choose("계좌이체", "TRANSFER"),
        }
    }
}
