//! The reading gate: what everyone reads is plain enough for an 11-year-old, what staff read for
//! a 13-year-old. A tool can only rank what to rewrite; the limits are those of the design.
#![allow(clippy::string_slice, reason = "a test stops at the first thing that is not as it says")]

use std::fmt::Write as _;

use bothy_web::words::files;

/// Words that are never used for people or what they do, with what is said instead.
const BANNED: [(&str, &str); 62] = [
    ("service user", "member"),
    ("patient", "member"),
    ("client", "member"),
    ("case", "person"),
    ("mentally ill", "mental health problem"),
    ("disorder", "condition"),
    ("sufferer", "person"),
    ("suffers", "has"),
    ("suffering", "has"),
    ("suffer", "has"),
    ("victim", "person"),
    ("afflicted", "has"),
    ("agent", "peer supporter"),
    ("provider", "peer supporter"),
    ("committed suicide", "died by suicide"),
    ("successful attempt", "died by suicide"),
    ("failed attempt", "tried"),
    ("self-harmer", "someone who self-harms"),
    ("attention seeking", "-"),
    ("deliberate self-harm", "self-harm"),
    ("dna", "we missed you"),
    ("no-show", "we missed you"),
    ("failed to attend", "we missed you"),
    ("non-compliant", "-"),
    ("compliance", "-"),
    ("non-attender", "we missed you"),
    ("disengaged", "stopped coming"),
    ("dropped out", "stopped coming"),
    ("lapsed", "ran out"),
    ("allegation", "worry"),
    ("statutory", "-"),
    ("outreach", "check in"),
    ("intervention", "check in"),
    ("touchpoint", "check in"),
    ("code of conduct", "how we look after each other"),
    ("terms and conditions", "-"),
    ("banned", "paused"),
    ("blocked", "paused"),
    ("suspended", "paused"),
    ("triage", "asking to join"),
    ("discharge", "moving on"),
    ("discharged", "moving on"),
    ("case closed", "ending"),
    ("unstaffed", "not covered"),
    ("resource gap", "not covered"),
    ("normal", "-"),
    ("functioning", "-"),
    ("invalid", "say what to do"),
    ("illegal", "say what to do"),
    ("failed", "say what to do"),
    ("failure", "say what to do"),
    ("urgent", "only when a person must act now"),
    ("urgently", "only when a person must act now"),
    ("risk score", "-"),
    ("must", "offer, do not order"),
    ("should", "offer, do not order"),
    ("overdue", "we are late"),
    ("dashboard", "Today"),
    ("utilise", "use"),
    ("volunteer worker", "peer supporter"),
    ("congratulations", "-"),
    ("great job", "-"),
];

/// Lines that may keep a word or a length, with the reason.
const WAIVED: [(&str, &str); 2] = [
    ("access-lead", "\"should work for you\" orders nobody: it says what we owe the reader"),
    ("accounts-client-id-hint", "what other programs call it, so that it can be found there"),
];

struct Message {
    file: String,
    for_staff: bool,
    key: String,
    text: String,
}

fn messages() -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    for (file, text) in files() {
        if !file.starts_with("en/") {
            continue;
        }
        let for_staff = text.starts_with("### for: staff");
        let mut read_any = false;
        for line in text.lines() {
            let starts_a_key = line.starts_with(|first: char| first.is_ascii_alphabetic());
            if starts_a_key && let Some((key, words)) = line.split_once(" =") {
                read_any = true;
                all.push(Message { file: file.clone(), for_staff, key: key.to_owned(), text: words.trim().to_owned() });
            } else if line.starts_with(' ')
                && read_any
                && let Some(last) = all.last_mut()
            {
                last.text.push('\n');
                last.text.push_str(line.trim());
            }
        }
    }
    all
}

/// The sentences of a message: each choice of a plural stands alone, a gap counts as one word.
fn sentences(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for line in text.lines() {
        let line = match line.split_once(']') {
            Some((choice, rest)) if choice.starts_with('[') || choice.starts_with("*[") => rest.trim(),
            _ => line,
        };
        if line.ends_with("->") || line == "}" {
            continue;
        }
        for letter in line.chars() {
            match letter {
                '{' => {
                    depth += 1;
                    plain.push_str("name");
                }
                '}' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                _ => plain.push(letter),
            }
        }
        plain.push_str(". ");
    }
    plain
        .split_inclusive(['.', '?', '!', ':'])
        .map(str::trim)
        .filter(|sentence| sentence.chars().any(char::is_alphabetic))
        .map(str::to_owned)
        .collect()
}

fn words_of(sentence: &str) -> Vec<String> {
    sentence
        .split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '’' | '\'' | '-')))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_lowercase)
        .collect()
}

/// Runs of vowels, less a silent e. Right for nine words in ten, which is enough to rank.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let mut count = 0;
    let mut in_vowel = false;
    for (at, letter) in letters.iter().enumerate() {
        let vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'é') || (*letter == 'y' && at > 0);
        if vowel && !in_vowel {
            count += 1;
        }
        in_vowel = vowel;
    }
    let written: String = letters.iter().collect();
    let silent = (written.ends_with('e') && !written.ends_with("le"))
        || (written.ends_with("ed") && !written.ends_with("ted") && !written.ends_with("ded"));
    if silent && count > 1 { count - 1 } else { count.max(1) }
}

/// Flesch-Kincaid grade plus 5: the age at which most can read it.
fn reading_age(sentences: &[String]) -> f64 {
    let words: Vec<String> = sentences.iter().flat_map(|sentence| words_of(sentence)).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = |number: usize| f64::from(u32::try_from(number.max(1)).unwrap());
    0.39 * count(words.len()) / count(sentences.len()) + 11.8 * count(syllables) / count(words.len()) - 15.59 + 5.0
}

fn waived(key: &str) -> bool {
    WAIVED.iter().any(|(waived, _)| *waived == key)
}

#[test]
fn no_line_uses_a_word_that_hurts_or_blames() {
    let mut found = String::new();
    for message in messages() {
        let said = format!(" {} ", words_of(&message.text).join(" "));
        for (banned, instead) in BANNED {
            let listed = format!(" {} ", words_of(banned).join(" "));
            // Staff need "must" where a law or a rule gives no choice.
            let for_staff_only = message.for_staff && matches!(banned, "must" | "should" | "blocked");
            if said.contains(&listed) && !waived(&message.key) && !for_staff_only {
                writeln!(found, "{} {}: \"{banned}\" (say: {instead})", message.file, message.key).unwrap();
            }
        }
        if message.text.contains('!') {
            writeln!(found, "{} {}: an exclamation mark", message.file, message.key).unwrap();
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn no_sentence_is_too_long() {
    let mut found = String::new();
    for message in messages() {
        let most = if message.for_staff { 25 } else { 20 };
        for sentence in sentences(&message.text) {
            let length = words_of(&sentence).len();
            if length > most && !waived(&message.key) {
                writeln!(found, "{} {}: {length} words: {sentence}", message.file, message.key).unwrap();
            }
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn every_file_can_be_read_at_the_age_it_is_for() {
    let mut by_file: std::collections::BTreeMap<String, (bool, Vec<String>)> = std::collections::BTreeMap::new();
    for message in messages() {
        by_file
            .entry(message.file.clone())
            .or_insert((message.for_staff, Vec::new()))
            .1
            .extend(sentences(&message.text));
    }
    let mut found = String::new();
    for (file, (for_staff, mut sentences)) in by_file {
        // Labels and names are no running text: a list of the months has no reading age.
        sentences.retain(|sentence| words_of(sentence).len() >= 5);
        if sentences.len() < 5 {
            continue;
        }
        let most = if for_staff { 13.0 } else { 11.0 };
        let age = reading_age(&sentences);
        if age > most {
            writeln!(found, "{file}: reading age {age:.1}, at most {most}").unwrap();
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn the_measure_tells_plain_from_hard() {
    let age = |text: &str| reading_age(&sentences(text));
    assert!(age("You can just listen. We ask if you want a ring.") < 8.0);
    assert!(
        age(
            "Participants presenting with considerable psychological difficulties necessitate individualised multidisciplinary evaluation."
        ) > 20.0
    );
    let many = sentences("{ $count ->\n[one] One way, today\n*[other] { $count } ways, today\n}");
    assert_eq!(many, ["One way, today.", "name ways, today."]);
    assert_eq!(["safe", "seven", "organisation", "listened", "wanted"].map(syllables), [1, 2, 5, 2, 2]);
}

#[test]
fn each_waiver_is_for_a_line_that_is_there() {
    let keys: Vec<String> = messages().into_iter().map(|message| message.key).collect();
    for (key, reason) in WAIVED {
        assert!(keys.iter().any(|there| there == key), "{key} is gone: take its waiver away ({reason})");
    }
}
