//! Random keys. A payment key or a session id that could be guessed would let anyone pay or read.

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `length` letters and digits.
pub(crate) fn letters(length: usize) -> String {
    pick(length, LETTERS)
}

/// `length` digits.
pub(crate) fn digits(length: usize) -> String {
    pick(length, LETTERS.first_chunk::<10>().map_or(LETTERS, |digits| digits))
}

/// Lower-case letters and digits, as in a transaction key.
pub(crate) fn lower(length: usize) -> String {
    letters(length).to_ascii_lowercase()
}

/// A number from `min` to `max`, both included.
pub(crate) fn between(min: u64, max: u64) -> u64 {
    let span = max.saturating_sub(min).saturating_add(1);
    min.saturating_add(u64::from_le_bytes(bytes()).checked_rem(span).unwrap_or_default())
}

fn pick(length: usize, from: &[u8]) -> String {
    let last = u64::try_from(from.len()).unwrap_or(1).saturating_sub(1);
    let one = || usize::try_from(between(0, last)).ok().and_then(|at| from.get(at)).copied();
    std::iter::repeat_with(one).take(length).flatten().map(char::from).collect()
}

#[expect(clippy::expect_used, reason = "without randomness every key could be guessed: nothing may go on")]
fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
