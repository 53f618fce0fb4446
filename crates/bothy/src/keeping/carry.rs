//! `bothy export service` and `bothy import service`.

use crate::import::ImportArgs;
use crate::keeping::erased::list;
use crate::keeping::feed::{ics, oruk};
use crate::keeping::files::{Arriving, first_with_rows, to_ourselves};
use crate::keeping::person::person;
use crate::keeping::{ExportKind, ExportOptions, OfService};
use crate::keys::{NewKey, Place};
use crate::serve::say;
use crate::{Failure, clocks::Clocks};
use bothy_actions::Bothy;
use bothy_actions::keeping::carry_service::{Carried, Header, Out, Source, Unfit, header_of};
use bothy_actions::keeping::{export_service, import_service as take_in};
use bothy_store::{Db, MasterKey, WhereFrom};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// `bothy export`
pub async fn export(options: ExportOptions) -> Result<(), Failure> {
    match options.kind {
        ExportKind::Service => service(options).await,
        ExportKind::Person => person(options).await,
        ExportKind::Erased => list(options).await,
        ExportKind::Oruk => oruk(options).await,
        ExportKind::Ics => ics(options).await,
    }
}

async fn service(options: ExportOptions) -> Result<(), Failure> {
    let place = options.of.named().with_service().await?;
    let db = place.open(NewKey::Make).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    let Some(file) = options.out else {
        export_service(&bothy, out(std::io::stdout())).await?;
        bothy.db.close().await;
        return Ok(());
    };
    let (arriving, paper) = Arriving::beside(&file)?;
    let carried = export_service(&bothy, out(BufWriter::new(paper))).await;
    bothy.db.close().await;
    let carried = carried?;
    arriving.put(&file)?;
    if options.json {
        say(&as_json(&carried).to_string());
    } else {
        say(&format!(
            "{} rows of {} tables are in {}. What people wrote is sealed in it and opens only with the master key at {}. \
             The rest is not: whoever has the file reads names, times and places.",
            carried.rows(),
            carried.tables.len(),
            file.display(),
            place.key.display()
        ));
    }
    Ok(())
}

fn out(to: impl Write + Send + 'static) -> Out {
    Arc::new(Mutex::new(Box::new(to)))
}

/// `bothy import service FILE`
pub async fn import_service(of: &OfService, file: &Path, args: &ImportArgs) -> Result<(), Failure> {
    let header = header_of(&mut *source_of(file)().map_err(|error| unreadable(&error, file))?)?;
    let place = of.place()?;
    if bothy_store::sealing::sealed_by(&place.from).await?.is_some() {
        return Err(Unfit::NotEmpty { table: String::from("data_key") }.into());
    }
    let master = place.master_of(header.sealed_by.as_deref()).await?;
    let after = if args.as_it_was { After::AsItWas } else { After::UpToDate };
    let carried = place_rows(&place, &master, &header, source_of(file), after).await?;
    if args.json {
        say(&as_json(&carried).to_string());
    } else {
        say(&format!(
            "{} rows of {} tables came in; each table was compared with the file, and the audit holds.",
            carried.rows(),
            carried.tables.len()
        ));
    }
    Ok(())
}

fn unreadable(error: &std::io::Error, file: &Path) -> Failure {
    Failure::Said(format!("{} cannot be opened: {error}.", file.display()))
}

fn source_of(file: &Path) -> Source {
    let file = file.to_owned();
    Arc::new(move || Ok(Box::new(BufReader::new(File::open(&file)?))))
}

/// What becomes of tables once their rows are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// They get those of this program.
    UpToDate,
    /// They stay as the program that wrote the file had them.
    AsItWas,
}

/// Takes rows into an empty service: a file is made beside its place and put there when it is whole.
async fn place_rows(
    place: &Place,
    master: &MasterKey,
    header: &Header,
    source: Source,
    after: After,
) -> Result<Carried, Failure> {
    match &place.from {
        WhereFrom::Url(_) => {
            let carried = rows_into(&place.from, master, header.schema, source).await?;
            if after == After::UpToDate {
                brought_up_to_date(&place.from, master).await?;
            }
            Ok(carried)
        }
        WhereFrom::File(whole) => {
            if let Some(table) = first_with_rows(whole, master.clone()).await? {
                return Err(Unfit::NotEmpty { table }.into());
            }
            let (arriving, empty) = Arriving::beside(whole)?;
            drop(empty);
            let from = WhereFrom::File(arriving.path().to_owned());
            let carried = rows_into(&from, master, header.schema, source).await?;
            if after == After::UpToDate {
                brought_up_to_date(&from, master).await?;
            }
            to_ourselves(arriving.path()).await?;
            to_ourselves(whole).await?;
            arriving.put(whole)?;
            Ok(carried)
        }
    }
}

/// Takes rows into a database of the version that they were written in.
pub async fn rows_into(into: &WhereFrom, master: &MasterKey, schema: i64, source: Source) -> Result<Carried, Failure> {
    let db = Db::open_with(into, master.clone(), schema).await?;
    let carried = take_in(&db, source).await;
    db.close().await;
    Ok(carried?)
}

/// What an older program wrote gets the tables of this one once it is in, and what it did not seal is sealed.
pub async fn brought_up_to_date(into: &WhereFrom, master: &MasterKey) -> Result<(), Failure> {
    Db::open(into, master.clone()).await?.close().await;
    Ok(())
}

/// What was carried, as scripts rely on it.
pub fn as_json(carried: &Carried) -> serde_json::Value {
    let tables: serde_json::Map<String, serde_json::Value> = carried
        .tables
        .iter()
        .map(|table| (table.name.clone(), serde_json::json!({ "rows": table.rows, "hash": table.hash })))
        .collect();
    serde_json::json!({
        "schema": carried.schema,
        "rows": carried.rows(),
        "content": carried.content,
        "tables": tables,
    })
}
