//! Random keys and numbers. Payment keys and session ids must not be guessable: with one, anyone could
//! pay or read a payment.

const ALPHANUMERIC: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `length` letters and digits.
pub(crate) fn alphanumeric(length: usize) -> String {
    pick(length, ALPHANUMERIC)
}

/// `length` digits.
pub(crate) fn digits(length: usize) -> String {
    pick(length, ALPHANUMERIC.first_chunk::<10>().map_or(ALPHANUMERIC, |digits| digits))
}

/// `length` lower-case letters and digits, as in a transaction key.
pub(crate) fn lower_alphanumeric(length: usize) -> String {
    alphanumeric(length).to_ascii_lowercase()
}

/// A number from `min` to `max`, both included.
pub(crate) fn between(min: u64, max: u64) -> u64 {
    let span = max.saturating_sub(min).saturating_add(1);
    min.saturating_add(u64::from_le_bytes(bytes()).checked_rem(span).unwrap_or_default())
}

fn pick(length: usize, alphabet: &[u8]) -> String {
    let last = u64::try_from(alphabet.len()).unwrap_or(1).saturating_sub(1);
    let one = || usize::try_from(between(0, last)).ok().and_then(|at| alphabet.get(at)).copied();
    std::iter::repeat_with(one).take(length).flatten().map(char::from).collect()
}

#[expect(
    clippy::expect_used,
    reason = "without random bytes every key could be guessed, so the sandbox must stop"
)]
fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system provides random bytes");
    bytes
}
