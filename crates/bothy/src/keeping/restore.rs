//! `bothy restore`: a service out of its backup, proved before it takes anybody's place; `--check` only proves it.

use crate::keeping::OfService;
use crate::keeping::backup::opened;
use crate::keeping::carry::{as_json, brought_up_to_date, rows_into};
use crate::keeping::erased::{Asked, known_erased};
use crate::keeping::files::{Arriving, first_with_rows, keep_aside, to_ourselves};
use crate::keeping::progress::{Counted, now};
use crate::keys::Place;
use crate::serve::say;
use crate::{Failure, clocks::Clocks};
use bothy_actions::Bothy;
use bothy_actions::keeping::backup::{Open, Proof, key_of_backup, note_proof, read_through, unpacked};
use bothy_actions::keeping::carry_service::{Carried, Header, Source, Unfit, header_of};
use bothy_actions::keeping::erase_again;
use bothy_store::going::ErasedPerson;
use bothy_store::keeping::is_there;
use bothy_store::{Db, MasterKey, WhereFrom};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `bothy restore`
#[derive(clap::Args)]
pub struct RestoreOptions {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    of: OfService,
    /// Only proves that the backup brings the service back, and remembers when; changes nothing else.
    #[arg(long, conflicts_with = "replace")]
    check: bool,
    /// Where a service is in the data folder, puts the backup in its place; the old one is kept under a dated name.
    #[arg(long)]
    replace: bool,
    /// The list of those who were erased, from bothy export erased: they are erased again. The one beside the data
    /// folder, and the service that is replaced, are asked anyway.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    erased: Option<PathBuf>,
    /// Prints one JSON object about what was restored or proved.
    #[arg(long)]
    json: bool,
}

/// A backup that was read to its end.
struct Backup {
    master: MasterKey,
    header: Header,
    source: Source,
}

impl Backup {
    fn read(options: &RestoreOptions, master: MasterKey) -> Result<Self, Failure> {
        read_through(&unpacked(counted(&options.file, "Reading the backup through"), master.clone()))?;
        let source = unpacked(counted(&options.file, "Taking it in"), master.clone());
        let header = header_of(&mut *source().map_err(Unfit::from)?)?;
        Ok(Self { master, header, source })
    }

    async fn into(&self, from: &WhereFrom) -> Result<Carried, Failure> {
        rows_into(from, &self.master, self.header.schema, self.source.clone()).await
    }
}

fn counted(path: &Path, doing: &'static str) -> Open {
    let path = path.to_owned();
    Arc::new(move || {
        let file = File::open(&path)?;
        let whole = file.metadata()?.len();
        Ok(Box::new(Counted::of(file, doing, Some(whole))))
    })
}

/// `bothy restore FILE`
pub async fn restore(options: RestoreOptions) -> Result<(), Failure> {
    let began = now();
    let sealed_by = key_of_backup(&opened(&options.file)).map_err(|unfit| unreadable(unfit, &options.file))?;
    let place = options.of.named();
    let (header, carried, what) = if options.check {
        let backup = Backup::read(&options, place.master_of(Some(&sealed_by)).await?)?;
        let carried = proved(&place, &backup).await?;
        let noted = note_check(&place, &sealed_by).await?;
        (backup.header, carried, Done::Proved { noted })
    } else {
        refuse_to_replace(&place, options.replace).await?;
        let (erased, asked) = known_erased(&place, options.erased.as_deref()).await?;
        if asked == Asked::No && options.erased.is_none() {
            eprintln!(
                "The service that is there could not be asked whom it erased since the backup: if you have a list of \
                 bothy export erased, restore again with --erased."
            );
        }
        // Nothing is made before the backup was read to its end.
        let backup = Backup::read(&options, place.master_of(Some(&sealed_by)).await?)?;
        let place = options.of.place()?;
        let (carried, kept, again) = brought_back(&place, &backup, options.replace, &erased).await?;
        note(&place, &backup.master, Proof::Restored).await?;
        (backup.header, carried, Done::Restored { place, kept, again })
    };
    let seconds = now().duration_since(began).as_secs_f64();
    if options.json {
        let mut told = as_json(&carried);
        if let Some(told) = told.as_object_mut() {
            told.insert(String::from("as_of"), header.at.into());
            told.insert(String::from("seconds"), seconds.into());
            what.tell(told);
        }
        say(&told.to_string());
    } else {
        // To the second: more says nothing to a person.
        let at = header.at.split('.').next().unwrap_or(&header.at).trim_end_matches('Z');
        say(&what.says(&carried, &format!("{at}Z")));
    }
    Ok(())
}

fn unreadable(unfit: Unfit, file: &Path) -> Failure {
    match unfit {
        Unfit::File(error) => Failure::Said(format!("{} cannot be opened: {error}.", file.display())),
        other => other.into(),
    }
}

enum Done {
    Proved { noted: bool },
    Restored { place: Place, kept: Option<PathBuf>, again: usize },
}

impl Done {
    fn tell(&self, told: &mut serde_json::Map<String, serde_json::Value>) {
        match self {
            Self::Proved { noted } => {
                told.insert(String::from("proved"), true.into());
                told.insert(String::from("noted"), (*noted).into());
            }
            Self::Restored { kept, again, .. } => {
                told.insert(String::from("erased_again"), (*again).into());
                told.insert(String::from("restored"), true.into());
                told.insert(String::from("kept"), kept.as_ref().map(|path| path.display().to_string()).into());
            }
        }
    }

    fn says(&self, carried: &Carried, at: &str) -> String {
        let (rows, tables) = (carried.rows(), carried.tables.len());
        let proof = "each table was compared with the backup, its keys open, and the audit holds";
        match self {
            Self::Proved { noted } => {
                let noted = if *noted { "" } else { " No service of this key is here to remember it." };
                format!("This backup of {at} brings {rows} rows of {tables} tables back: {proof}.{noted}")
            }
            Self::Restored { place, kept, again } => {
                let again = match again {
                    0 => String::new(),
                    1 => String::from(" One person who was erased since is erased again."),
                    many => format!(" {many} people who were erased since are erased again."),
                };
                let kept = kept.as_ref().map_or_else(String::new, |path| {
                    format!(
                        " The service that was there is kept in {}: remove it once it is not wanted.",
                        path.display()
                    )
                });
                format!(
                    "{rows} rows of {tables} tables are back as of {at}, {}: {proof}. What was written since then is \
                     not in it.{again}{kept}",
                    place.says()
                )
            }
        }
    }
}

/// Before anything is read: what is there stays there unless somebody said otherwise.
async fn refuse_to_replace(place: &Place, replace: bool) -> Result<(), Failure> {
    let there = match (&place.from, is_there(&place.from).await) {
        (WhereFrom::File(_), Err(error)) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "what is there is no sound database");
            true
        }
        (_, found) => found?.is_some(),
    };
    match (&place.from, there, replace) {
        (_, false, _) => Ok(()),
        (WhereFrom::File(path), true, true) => to_ourselves(path).await,
        (WhereFrom::File(_), true, false) => Err(Failure::Said(format!(
            "There is a service {} already: name an empty folder, or put the backup in its place with --replace (the \
             old one is kept under a dated name).",
            place.says()
        ))),
        (WhereFrom::Url(_), true, _) => Err(Failure::Said(String::from(
            "There is a service in this database already: make a new empty one, restore into that, and start bothy \
             with it.",
        ))),
    }
}

async fn brought_back(
    place: &Place,
    backup: &Backup,
    replace: bool,
    erased: &[ErasedPerson],
) -> Result<(Carried, Option<PathBuf>, usize), Failure> {
    let WhereFrom::File(whole) = &place.from else {
        let carried = backup.into(&place.from).await?;
        let again = erased_again(&place.from, &backup.master, erased).await?;
        return Ok((carried, None, again));
    };
    if !replace && let Some(table) = first_with_rows(whole, backup.master.clone()).await? {
        return Err(Unfit::NotEmpty { table }.into());
    }
    let (arriving, empty) = Arriving::beside(whole)?;
    drop(empty);
    let from = WhereFrom::File(arriving.path().to_owned());
    let carried = backup.into(&from).await?;
    // Before it takes anybody's place: at no moment is somebody back who was erased.
    let again = erased_again(&from, &backup.master, erased).await?;
    to_ourselves(arriving.path()).await?;
    to_ourselves(whole).await?;
    let kept = if replace { keep_aside(whole, now())? } else { None };
    arriving.put(whole)?;
    Ok((carried, kept, again))
}

/// Brings what came in up to date, and erases again whom it should not know any more.
async fn erased_again(from: &WhereFrom, master: &MasterKey, erased: &[ErasedPerson]) -> Result<usize, Failure> {
    if erased.is_empty() {
        brought_up_to_date(from, master).await?;
        return Ok(0);
    }
    let bothy = Bothy::new(Db::open(from, master.clone()).await?, Arc::new(Clocks::default()));
    let again = erase_again(&bothy, erased).await;
    bothy.db.close().await;
    Ok(again?)
}

/// Takes the backup into a file that is gone again afterwards: the surest proof that it can be taken in.
async fn proved(place: &Place, backup: &Backup) -> Result<Carried, Failure> {
    let folder = place.data.clone().filter(|folder| folder.is_dir()).unwrap_or_else(std::env::temp_dir);
    let (arriving, empty) = Arriving::beside(&folder.join("proof.sqlite"))?;
    drop(empty);
    backup.into(&WhereFrom::File(arriving.path().to_owned())).await
}

/// Remembers a check with the service that the backup is of, where that is here.
async fn note_check(place: &Place, sealed_by: &str) -> Result<bool, Failure> {
    let here = bothy_store::sealing::sealed_by(&place.from).await?;
    if here.as_deref() != Some(sealed_by) {
        return Ok(false);
    }
    let master = place.master_of(Some(sealed_by)).await?;
    note(place, &master, Proof::Checked).await?;
    Ok(true)
}

async fn note(place: &Place, master: &MasterKey, proof: Proof) -> Result<(), Failure> {
    let bothy = Bothy::new(Db::open(&place.from, master.clone()).await?, Arc::new(Clocks::default()));
    let noted = note_proof(&bothy, proof).await;
    bothy.db.close().await;
    Ok(noted?)
}
