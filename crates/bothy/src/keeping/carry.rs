//! `bothy export service` and `bothy import service`.

use crate::keeping::files::{Arriving, first_with_rows, to_ourselves};
use crate::keeping::{ExportKind, ExportOptions, OfService};
use crate::serve::{opened, say};
use crate::{Failure, clocks::Clocks};
use bothy_actions::Bothy;
use bothy_actions::keeping::carry_service::{Carried, Header, Out, Source, Unfit, header_of};
use bothy_actions::keeping::{export_service, import_service as take_in};
use bothy_store::{Db, WhereFrom};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// `bothy export service`
pub async fn export(options: ExportOptions) -> Result<(), Failure> {
    let ExportKind::Service = options.kind;
    let db = Db::open(&options.of.from()?).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    let Some(place) = options.out else {
        export_service(&bothy, out(std::io::stdout())).await?;
        bothy.db.close().await;
        return Ok(());
    };
    let (arriving, file) = Arriving::beside(&place)?;
    let carried = export_service(&bothy, out(BufWriter::new(file))).await;
    bothy.db.close().await;
    let carried = carried?;
    arriving.put(&place)?;
    if options.json {
        say(&as_json(&carried).to_string());
    } else {
        say(&format!(
            "{} rows of {} tables are in {}. The file is not encrypted: whoever has it can read everything.",
            carried.rows(),
            carried.tables.len(),
            place.display()
        ));
    }
    Ok(())
}

fn out(to: impl Write + Send + 'static) -> Out {
    Arc::new(Mutex::new(Box::new(to)))
}

/// `bothy import service FILE`
pub async fn import_service(of: &OfService, file: &Path, json: bool) -> Result<(), Failure> {
    let header = header_of(&mut *source_of(file)().map_err(|error| unreadable(&error, file))?)?;
    let carried = place_rows(&of.from()?, &header, source_of(file)).await?;
    if json {
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

/// Takes rows into an empty service: a file is made beside its place and put there when it is whole.
pub async fn place_rows(into: &WhereFrom, header: &Header, source: Source) -> Result<Carried, Failure> {
    match into {
        WhereFrom::Url(_) => {
            let carried = rows_into(into, header.schema, source).await?;
            // What was written by an older program is brought up to date once it is in.
            opened(into).await?.close().await;
            Ok(carried)
        }
        WhereFrom::File(place) => {
            if let Some(table) = first_with_rows(place).await? {
                return Err(Unfit::NotEmpty { table }.into());
            }
            let (arriving, empty) = Arriving::beside(place)?;
            drop(empty);
            let from = WhereFrom::File(arriving.path().to_owned());
            let carried = rows_into(&from, header.schema, source).await?;
            opened(&from).await?.close().await;
            to_ourselves(arriving.path()).await?;
            to_ourselves(place).await?;
            arriving.put(place)?;
            Ok(carried)
        }
    }
}

async fn rows_into(into: &WhereFrom, schema: i64, source: Source) -> Result<Carried, Failure> {
    let db = Db::open_with(into, schema).await?;
    let carried = take_in(&db, source).await;
    db.close().await;
    Ok(carried?)
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
