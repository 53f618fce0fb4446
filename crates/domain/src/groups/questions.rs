//! What people ask before they come to a group for the first time, and its answers.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

/// The most questions that a group answers: more than these nobody reads before coming.
pub const MOST_QUESTIONS: usize = 12;
/// The longest question, in letters.
pub const LONGEST_QUESTION: usize = 150;
/// The longest answer, in letters.
pub const LONGEST_ANSWER: usize = 800;

/// A question that people ask, and the group's answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// The question, in the words of those who ask: "Can I bring my dog?"
    pub asked: String,
    /// The answer.
    pub answer: String,
}

/// Why questions cannot stand. `question` counts from 1 as they were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuestionsRefused {
    /// There is an answer and no question.
    #[error("question {question} is missing its question")]
    NotAsked {
        /// Which.
        question: usize,
    },
    /// There is a question and no answer: whoever reads it would be left alone with it.
    #[error("question {question} has no answer")]
    NotAnswered {
        /// Which.
        question: usize,
    },
    /// A text is longer than it may be.
    #[error("question {question} is too long")]
    TooLong {
        /// Which.
        question: usize,
    },
    /// The same question stands there twice.
    #[error("question {question} stands there twice")]
    Twice {
        /// The later one.
        question: usize,
    },
    /// There are more than anybody would read.
    #[error("a group answers at most {MOST_QUESTIONS} questions")]
    TooMany,
}

/// Every question has its answer, once; rows in which nothing stands are left out.
///
/// # Errors
/// The first question that cannot stand, and why.
pub fn checked_questions(sent: &[Question]) -> Result<Vec<Question>, QuestionsRefused> {
    let mut questions: Vec<Question> = Vec::new();
    for (at, one) in sent.iter().enumerate() {
        let question = at + 1;
        let (asked, answer) = (one.asked.trim(), one.answer.trim());
        if asked.is_empty() && answer.is_empty() {
            continue;
        }
        if asked.is_empty() {
            return Err(QuestionsRefused::NotAsked { question });
        }
        if answer.is_empty() {
            return Err(QuestionsRefused::NotAnswered { question });
        }
        if asked.chars().count() > LONGEST_QUESTION || answer.chars().count() > LONGEST_ANSWER {
            return Err(QuestionsRefused::TooLong { question });
        }
        if questions.iter().any(|before| before.asked.to_lowercase() == asked.to_lowercase()) {
            return Err(QuestionsRefused::Twice { question });
        }
        questions.push(Question { asked: asked.to_owned(), answer: answer.to_owned() });
    }
    match questions.len() > MOST_QUESTIONS {
        true => Err(QuestionsRefused::TooMany),
        false => Ok(questions),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn question(asked: &str, answer: &str) -> Question {
        Question { asked: asked.to_owned(), answer: answer.to_owned() }
    }

    #[test]
    fn empty_rows_are_left_out_and_the_order_stays() {
        let sent = [question(" May I just listen? ", "Yes."), question("", " "), question("Is there tea?", "Always.")];
        let kept = [question("May I just listen?", "Yes."), question("Is there tea?", "Always.")];
        assert_eq!(checked_questions(&sent), Ok(kept.to_vec()));
    }

    #[test]
    fn nobody_is_left_alone_with_a_question_that_has_no_answer() {
        let sent = [question("Is there tea?", "Always."), question("Can I bring my dog?", "  ")];
        assert_eq!(checked_questions(&sent), Err(QuestionsRefused::NotAnswered { question: 2 }));
        assert_eq!(checked_questions(&[question("", "Yes.")]), Err(QuestionsRefused::NotAsked { question: 1 }));
    }

    #[test]
    fn one_question_has_one_answer() {
        let sent = [question("Is there tea?", "Always."), question("is there TEA?", "No.")];
        assert_eq!(checked_questions(&sent), Err(QuestionsRefused::Twice { question: 2 }));
    }

    #[test]
    fn a_question_is_as_long_as_a_sentence_and_there_are_no_more_than_somebody_reads() {
        let long = "é".repeat(LONGEST_QUESTION);
        assert!(checked_questions(&[question(&long, &"é".repeat(LONGEST_ANSWER))]).is_ok());
        let (longer, answer) = (format!("{long}?"), "é".repeat(LONGEST_ANSWER + 1));
        assert_eq!(checked_questions(&[question(&longer, "Yes.")]), Err(QuestionsRefused::TooLong { question: 1 }));
        assert_eq!(checked_questions(&[question(&long, &answer)]), Err(QuestionsRefused::TooLong { question: 1 }));
        let of =
            |count: usize| -> Vec<Question> { (0..count).map(|one| question(&format!("{one}?"), "Yes.")).collect() };
        assert!(checked_questions(&of(MOST_QUESTIONS)).is_ok());
        assert_eq!(checked_questions(&of(MOST_QUESTIONS + 1)), Err(QuestionsRefused::TooMany));
    }
}
