//! What people ask before they come to a group, and its answers, as rows in their order.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use bothy_domain::groups::Question;
use bothy_domain::ids::{GroupId, OrganisationId};

/// The questions of a group with their answers, in their order.
///
/// # Errors
/// The database's own.
pub async fn questions(tx: &mut Tx, organisation: OrganisationId, group: GroupId) -> Result<Vec<Question>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        asked: String,
        answer: String,
    }
    let rows = all!(
        tx,
        Row,
        "SELECT asked, answer FROM group_question WHERE organisation_id = $1 AND group_id = $2 ORDER BY number",
        organisation.uuid(),
        group.uuid()
    )?;
    Ok(rows.into_iter().map(|row| Question { asked: row.asked, answer: row.answer }).collect())
}

/// Writes the questions of a group, in place of those there were. The caller raises the group's version.
///
/// # Errors
/// The database's own.
pub async fn put_questions(
    w: &mut Writing,
    organisation: OrganisationId,
    group: GroupId,
    questions: &[Question],
) -> Result<(), StoreError> {
    let (owner, id) = (organisation.uuid(), group.uuid());
    run!(w, "DELETE FROM group_question WHERE organisation_id = $1 AND group_id = $2", owner, id)?;
    for (number, question) in (1_i32..).zip(questions) {
        run!(
            w,
            "INSERT INTO group_question (organisation_id, group_id, number, asked, answer) VALUES ($1, $2, $3, $4, $5)",
            owner,
            id,
            number,
            &question.asked,
            &question.answer
        )?;
    }
    super::words::of_group(w, organisation, group).await
}
