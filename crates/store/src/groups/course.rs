//! The parts of a course as rows, in their order.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use bothy_domain::groups::CoursePart;
use bothy_domain::ids::{GroupId, OrganisationId};

/// The parts of a course, in their order.
///
/// # Errors
/// The database's own.
pub async fn parts(tx: &mut Tx, organisation: OrganisationId, group: GroupId) -> Result<Vec<CoursePart>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        title: String,
        material: String,
        link: String,
    }
    let rows = all!(
        tx,
        Row,
        "SELECT title, material, link FROM course_part WHERE organisation_id = $1 AND group_id = $2 ORDER BY number",
        organisation.uuid(),
        group.uuid()
    )?;
    Ok(rows.into_iter().map(|row| CoursePart { title: row.title, material: row.material, link: row.link }).collect())
}

/// Writes the parts of a course, in place of those there were. The caller raises the group's version.
///
/// # Errors
/// The database's own.
pub async fn put_parts(
    w: &mut Writing,
    organisation: OrganisationId,
    group: GroupId,
    parts: &[CoursePart],
) -> Result<(), StoreError> {
    run!(w, "DELETE FROM course_part WHERE organisation_id = $1 AND group_id = $2", organisation.uuid(), group.uuid())?;
    for (number, part) in (1_i32..).zip(parts) {
        run!(
            w,
            "INSERT INTO course_part (organisation_id, group_id, number, title, material, link)
             VALUES ($1, $2, $3, $4, $5, $6)",
            organisation.uuid(),
            group.uuid(),
            number,
            &part.title,
            &part.material,
            &part.link
        )?;
    }
    super::words::of_group(w, organisation, group).await
}
