//! What people ask before they come to a group: the form, what was typed, and what is wrong with it.

use super::Desk;
use crate::pages::staff::{QuestionFields, QuestionLine};
use crate::words::key;
use bothy_domain::groups::Question;
use bothy_domain::groups::questions::{MOST_QUESTIONS, QuestionsRefused};

/// How many empty rows the form has.
const EMPTY_ROWS: usize = 2;

/// The questions as they stand, and the rows of their form.
pub fn fields(questions: &[Question]) -> QuestionFields {
    QuestionFields {
        answered: (1..).zip(questions).map(|(number, one)| line(number, one)).collect(),
        rows: rows(questions.to_vec()),
    }
}

fn line(number: usize, one: &Question) -> QuestionLine {
    QuestionLine { number, order: number.to_string(), question: one.asked.clone(), answer: one.answer.clone() }
}

/// The rows of the form: these questions, and some empty ones.
pub fn rows(mut questions: Vec<Question>) -> Vec<QuestionLine> {
    questions.extend(std::iter::repeat_n(Question::default(), EMPTY_ROWS));
    (1..).zip(&questions).map(|(number, one)| line(number, one)).collect()
}

/// What is wrong with a question.
pub fn refusal(desk: &Desk, refused: QuestionsRefused) -> String {
    let (key, question) = match refused {
        QuestionsRefused::NotAsked { question } => (key("questions-say-question"), question),
        QuestionsRefused::NotAnswered { question } => (key("questions-say-answer"), question),
        QuestionsRefused::TooLong { question } => (key("questions-too-long"), question),
        QuestionsRefused::Twice { question } => (key("questions-twice"), question),
        QuestionsRefused::TooMany => {
            return desk.words.say(key("questions-too-many")).count("most", MOST_QUESTIONS).to_string();
        }
    };
    desk.words.say(key).count("question", question).to_string()
}
