//! What people ask before they come to a group, as it stands and as it is written.

/// One question with its answer, as it is read and as it stands in its form.
#[derive(Clone, Default)]
pub struct QuestionLine {
    /// Its number, from 1.
    pub number: usize,
    /// Where it stands in the order, as typed.
    pub order: String,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// The questions of a group.
#[derive(Clone, Default)]
pub struct QuestionFields {
    /// Those that are answered.
    pub answered: Vec<QuestionLine>,
    /// The rows of the form: those that there are, and some empty ones.
    pub rows: Vec<QuestionLine>,
}

impl QuestionFields {
    pub(super) fn sample() -> Self {
        let line = |number: usize, question: &str, answer: &str| QuestionLine {
            number,
            order: number.to_string(),
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        let answered = vec![
            line(1, "Can I just listen?", "Yes. Many do, the first few times."),
            line(2, "Do you tell my doctor?", "No. Nobody hears that you came."),
        ];
        let mut rows = answered.clone();
        rows.push(line(3, "", ""));
        Self { answered, rows }
    }
}
