//! All services of an organisation, a piece at a time: whoever reads slowly holds nothing up, and ten thousand take no
//! more memory than fifty.

use super::service::{Feed, HowMuch};
use axum::body::Bytes;
use bothy_actions::Bothy;
use bothy_actions::groups::services_after;
use bothy_domain::ids::GroupId;
use futures_util::stream::{self, Stream};
use std::io::Error;

/// How many services are read at once.
pub const PIECE: u32 = 50;

/// Every service as a line of JSON, whole lines in each piece. The next piece is read when it is asked for; where the
/// database fails, the stream ends with an error and never as if it were whole.
pub fn lines(bothy: Bothy, feed: Feed) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    stream::try_unfold(Some((bothy, feed, None)), |state: Option<(Bothy, Feed, Option<GroupId>)>| async move {
        let Some((bothy, feed, after)) = state else { return Ok(None) };
        let services = services_after(&bothy, feed.door.organisation.id, after, PIECE).await.map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a feed ended half-way");
            Error::other(error)
        })?;
        let Some(last) = services.last().map(|seen| seen.group.id) else { return Ok(None) };
        let mut piece = Vec::new();
        for seen in &services {
            serde_json::to_writer(&mut piece, &feed.service(seen, HowMuch::All)).map_err(Error::other)?;
            piece.push(b'\n');
        }
        Ok(Some((Bytes::from(piece), Some((bothy, feed, Some(last))))))
    })
}
