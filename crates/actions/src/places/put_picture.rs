//! A coordinator puts up a picture of the way to a door, or takes it down; everybody may look at it.

use super::reading_pictures::{Ready, read};
use super::running::LONGEST_LINE;
use super::with_place::{Asked, close, open};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, OrganisationId};
use bothy_store::audit::hex;
use bothy_store::places::{Picture, picture_body, put_picture as put, remove_picture as remove};
use bothy_store::{Commit, StoreError, Writing};
use sha2::{Digest as _, Sha256};

pub use super::reading_pictures::{LARGEST_PICTURE, NotAPicture};

/// Why a picture is not put up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    /// Those who do not see it have nothing.
    #[error("a picture says in words what it shows")]
    NoWords,
    /// The words are longer than they may be.
    #[error("the words are longer than they may be")]
    WordsTooLong,
    /// The bytes are no picture that can be shown.
    #[error(transparent)]
    NotAPicture(#[from] NotAPicture),
}

/// Puts up a picture of the way to the door of a place, in place of the one that was there.
///
/// The picture is written anew from what it shows: nothing that the camera wrote into it is kept.
///
/// # Errors
/// What is wrong with the picture or its words; or the place is not there for this person.
pub async fn put_picture(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    words: &str,
    sent: Vec<u8>,
) -> Result<(), ActionError<PictureRefused>> {
    let words = words.trim().to_owned();
    if words.is_empty() {
        return Err(ActionError::Rule(PictureRefused::NoWords));
    }
    if words.chars().count() > LONGEST_LINE {
        return Err(ActionError::Rule(PictureRefused::WordsTooLong));
    }
    let said = format!("{words} {}", hex(&Sha256::digest(&sent)));
    let ready = read(sent).await.map_err(|refusal| ActionError::Rule(refusal.into()))?;
    let asked = Asked::new((who, act), slug, None, &said, bothy.now());
    bothy
        .db
        .write("put_picture", (asked, words, ready), |w, (asked, words, ready)| {
            Box::pin(put_in(w, asked, words, ready))
        })
        .await
}

async fn put_in(
    w: &mut Writing,
    asked: &Asked,
    words: &str,
    ready: &Ready,
) -> Result<Commit<()>, ActionError<PictureRefused>> {
    let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
    let picture = Picture {
        hash: hex(&Sha256::digest(&ready.body)),
        words: words.to_owned(),
        width: ready.width,
        height: ready.height,
        checked_on: opened.today,
    };
    put(w, asked.organisation(), opened.place.id, &picture, &ready.body).await?;
    close(w, asked, opened, "picture-put-up").await
}

/// Takes the picture of a place down; its bytes are gone with the commit.
///
/// # Errors
/// The place is not there for this person.
pub async fn remove_picture(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
) -> Result<(), ActionError<PictureRefused>> {
    let asked = Asked::new((who, act), slug, None, "no picture", bothy.now());
    bothy
        .db
        .write("remove_picture", asked, |w, asked| {
            Box::pin(async move {
                let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
                if remove(w, asked.organisation(), opened.place.id).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                close(w, asked, opened, "picture-taken-down").await
            })
        })
        .await
}

/// The bytes of a picture, for everybody: its name is the hash of what it shows.
///
/// # Errors
/// The store's own.
pub async fn see_picture(
    bothy: &Bothy,
    organisation: OrganisationId,
    hash: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    bothy
        .db
        .snapshot("see_picture", (organisation, hash.to_owned()), |tx, (organisation, hash)| {
            Box::pin(picture_body(tx, *organisation, hash))
        })
        .await
}
