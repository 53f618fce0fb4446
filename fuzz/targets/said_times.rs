//! Days and times as people write them: nothing makes it fall over, nothing certain is impossible, and what was
//! understood reads back as the same.
#![no_main]

use bothy_domain::imports::in_words;
use bothy_domain::imports::said_times::understand;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let said = understand(text);
    if !said.is_certain() {
        return;
    }
    for pattern in &said.patterns {
        // A session that ends as it begins, or before, is a doubt and never a rule.
        assert!(pattern.starts < pattern.ends, "{text:?} was taken for {pattern:?}");
        // The rule is shown to people in these words: it has some.
        assert!(!in_words::pattern(pattern).is_empty());
    }
});
