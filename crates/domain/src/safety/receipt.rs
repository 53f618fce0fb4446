//! Two words by which somebody who gave no name can look again at what became of their worry.

use alloc::string::String;

const FIRST: [&str; 32] = [
    "amber", "brown", "calm", "clear", "cosy", "crisp", "deep", "dry", "early", "fair", "fresh", "gentle", "gold",
    "green", "grey", "high", "late", "light", "long", "low", "mild", "open", "plain", "quiet", "round", "silver",
    "slow", "small", "soft", "still", "warm", "wide",
];

const SECOND: [&str; 32] = [
    "acorn", "bank", "barn", "beach", "birch", "bridge", "burn", "cairn", "clover", "cove", "croft", "fern", "field",
    "ford", "gate", "glen", "harbour", "heath", "hill", "island", "lane", "larch", "loch", "meadow", "moor", "oak",
    "path", "pine", "river", "rowan", "shore", "stone",
];

/// Two words and four digits from random bytes: easy to write down, hard to guess (ten million, 23 bits).
pub fn words(random: [u8; 4]) -> String {
    let [a, b, c, d] = random;
    let pick = |list: &[&'static str; 32], byte: u8| list.get(usize::from(byte % 32)).copied().unwrap_or("stone");
    let number = (u16::from_be_bytes([c, d])) % 10_000;
    alloc::format!("{} {} {number:04}", pick(&FIRST, a), pick(&SECOND, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_two_words_and_a_number() {
        assert_eq!(words([0, 1, 0, 7]), "amber bank 0007");
    }

    #[test]
    fn other_bytes_give_other_words() {
        assert_ne!(words([0, 0, 0, 0]), words([1, 0, 0, 0]));
    }
}
