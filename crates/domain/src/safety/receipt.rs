//! Four words by which somebody who gave no name can look again at what became of their worry.

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

/// Four words and four digits from random bytes: said over a phone in one breath, and hard to guess (ten thousand million,
/// 33 bits). Receipts from before have two words and four digits; they go on working.
pub fn words(random: [u8; 6]) -> String {
    let [a, b, c, d, e, f] = random;
    let pick = |list: &[&'static str; 32], byte: u8| list.get(usize::from(byte % 32)).copied().unwrap_or("stone");
    let number = (u16::from_be_bytes([e, f])) % 10_000;
    let [first, second, third, fourth] = [pick(&FIRST, a), pick(&SECOND, b), pick(&FIRST, c), pick(&SECOND, d)];
    alloc::format!("{first} {second} {third} {fourth} {number:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_four_words_and_a_number() {
        assert_eq!(words([0, 1, 8, 2, 0, 7]), "amber bank early barn 0007");
    }

    #[test]
    fn other_bytes_give_other_words() {
        for at in 0..4 {
            let mut other = [0; 6];
            other[at] = 1;
            assert_ne!(words([0; 6]), words(other));
        }
    }
}
