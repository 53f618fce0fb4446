//! `bothy export oruk` and `bothy export ics`: what everybody may see of an organisation's groups, for others' programs.

use crate::Failure;
use crate::clocks::Clocks;
use crate::keeping::ExportOptions;
use crate::keeping::files::Arriving;
use crate::keys::NewKey;
use crate::serve::say;
use bothy_actions::Bothy;
use bothy_actions::help::{Door, see_doors};
use bothy_web::oruk::service::Feed;
use bothy_web::oruk::stream::lines;
use bothy_web::routes::calendars::of_all_groups;
use futures_util::StreamExt as _;
use std::io::{BufWriter, Write};
use std::sync::Arc;

/// `bothy export oruk`
pub async fn oruk(options: ExportOptions) -> Result<(), Failure> {
    let db = options.of.named().with_service().await?.open(NewKey::Make).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    let done = written(&bothy, &options).await;
    bothy.db.close().await;
    let services = done?;
    let Some(file) = &options.out else { return Ok(()) };
    say(&match options.json {
        true => serde_json::json!({ "services": services }).to_string(),
        false => format!("{services} services are in {}. All of it stands on public pages.", file.display()),
    });
    Ok(())
}

/// `bothy export ics`
pub async fn ics(options: ExportOptions) -> Result<(), Failure> {
    let db = options.of.named().with_service().await?.open(NewKey::Make).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    let text = calendar(&bothy, &options).await;
    bothy.db.close().await;
    let text = text?;
    let failed = |error| Failure::Outside { what: "The calendar could not be written", error };
    let Some(file) = &options.out else { return std::io::stdout().write_all(text.as_bytes()).map_err(failed) };
    let (arriving, mut paper) = Arriving::beside(file)?;
    paper.write_all(text.as_bytes()).map_err(failed)?;
    arriving.put(file)?;
    say(&format!("The sessions of the coming half year are in {}.", file.display()));
    Ok(())
}

async fn calendar(bothy: &Bothy, options: &ExportOptions) -> Result<String, Failure> {
    let (door, _) = door_of(bothy, options.organisation.as_deref()).await?;
    Ok(of_all_groups(bothy, &door, bothy.now()).await?)
}

async fn written(bothy: &Bothy, options: &ExportOptions) -> Result<usize, Failure> {
    let (door, prefix) = door_of(bothy, options.organisation.as_deref()).await?;
    let address = options.address.as_deref().map(|own| format!("{}{prefix}", own.trim_end_matches('/')));
    let feed = Feed::at(Arc::new(door), address, bothy.now());
    match &options.out {
        None => write(bothy, feed, std::io::stdout()).await,
        Some(file) => {
            let (arriving, paper) = Arriving::beside(file)?;
            let services = write(bothy, feed, BufWriter::new(paper)).await?;
            arriving.put(file)?;
            Ok(services)
        }
    }
}

/// The organisation by its word in addresses, or the only one; and how the addresses of its pages begin.
async fn door_of(bothy: &Bothy, slug: Option<&str>) -> Result<(Door, String), Failure> {
    let mut doors = see_doors(bothy).await?;
    let place = match slug {
        Some(slug) => doors.iter().position(|door| door.organisation.slug == slug),
        None => (doors.len() == 1).then_some(0),
    };
    let Some(place) = place else {
        let names: Vec<&str> = doors.iter().map(|door| door.organisation.slug.as_str()).collect();
        let there = names.join(", ");
        return Err(Failure::Said(format!("Say which organisation with --organisation. There are: {there}.")));
    };
    let door = doors.swap_remove(place);
    // The first one is at the host itself.
    let prefix = if place == 0 { String::new() } else { format!("/o/{}", door.organisation.slug) };
    Ok((door, prefix))
}

/// Writes piece after piece. Returns how many services that were.
async fn write(bothy: &Bothy, feed: Feed, mut to: impl Write) -> Result<usize, Failure> {
    let failed = |error| Failure::Outside { what: "The services could not be written", error };
    let mut pieces = std::pin::pin!(lines(bothy.clone(), feed));
    let mut services = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(failed)?;
        services += piece.iter().filter(|byte| **byte == b'\n').count();
        to.write_all(&piece).map_err(failed)?;
    }
    to.flush().map_err(failed)?;
    Ok(services)
}
