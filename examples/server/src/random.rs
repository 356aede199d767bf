//! Random ids that cannot be guessed.

/// Lower-case letters only: the masking of long numbers in logs must not hide an id from an operator.
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// The operating system gave no randomness.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the operating system gave no randomness")]
pub(crate) struct NoRandomness;

/// `prefix` and `length` random letters; 20 letters are 94 bits.
pub(crate) fn letters(prefix: &str, length: usize) -> Result<String, NoRandomness> {
    let mut text = String::from(prefix);
    let wanted = prefix.len().saturating_add(length);
    while text.len() < wanted {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
        // 234 is nine times 26: a byte from 234 on would make the first letters likelier than the others.
        let fair = bytes.iter().filter(|&&byte| byte < 234);
        for byte in fair.take(wanted.saturating_sub(text.len())) {
            if let Some(&letter) = LETTERS.get(usize::from(byte % 26)) {
                text.push(char::from(letter));
            }
        }
    }
    Ok(text)
}

/// One random byte, to spread retries over time.
pub(crate) fn byte() -> Result<u8, NoRandomness> {
    let mut byte = [0_u8];
    getrandom::fill(&mut byte).map_err(|_| NoRandomness)?;
    let [byte] = byte;
    Ok(byte)
}

/// The first `length` half bytes of `bytes`, spelled `a` to `p`.
pub(crate) fn spelled(bytes: &[u8], length: usize) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .take(length)
        .filter_map(|half| LETTERS.get(usize::from(half)))
        .map(|&letter| char::from(letter))
        .collect()
}
