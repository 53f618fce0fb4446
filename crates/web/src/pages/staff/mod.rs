//! The pages for those who work here: coordinators, supporters, the two readers of worries.

mod account;
mod app;
mod asked;
mod audit;
mod calendar;
mod concern;
mod directory;
mod ending;
mod everybody_out;
mod exchange;
mod going;
mod group_inside;
mod imports;
mod keeping;
mod keys;
mod more;
mod my_day;
mod own_accounts;
mod own_facts;
mod own_mail;
mod parts;
mod people;
mod people_in;
mod person;
mod place_parts;
mod places;
mod prints;
mod recoveries;
mod reports;
mod rota;
mod series;
mod session;
mod settings;
mod signing_out;
mod style;
mod today;
mod way_in;

pub use account::{AccountPage, DeviceLine, LinkedLine, PasskeyLine};
pub use app::AppPage;
pub use asked::{QuestionFields, QuestionLine};
pub use audit::{AuditEntry, AuditHeadLine, AuditPage, AuditPart, Why};
pub use calendar::{CalendarLine, CalendarPage, MadeLink};
pub use concern::Concern;
pub use directory::{ListingForm, SignpostLine, Signposts, TypedListing};
pub use ending::EndingPage;
pub use everybody_out::EverybodyOut;
pub use exchange::{Choosing, ConfirmSide, SeatChange, SeatConfirm};
pub use going::{GoingPage, HeldPart, HoldLine, OwnRecord, TypedGoing};
pub use group_inside::{GroupFields, GroupInside, GroupSession, SeriesLine};
pub use imports::{ImportRow, ImportRun, Imports, RowOutcome, RunLine};
pub use keeping::{Keeping, KindForm};
pub use keys::KeysPage;
pub use more::{More, Way};
pub use my_day::{MyDay, MySession, SeatAsk};
pub use own_accounts::{OwnAccounts, TypedAccounts};
pub use own_facts::{CourseFields, OwnFields, PartLine};
pub use own_mail::{OwnMail, TypedMail};
pub use parts::{Acts, DutyLine, Person, Ready, Stale, StaleText};
pub use people::{FilterLink, HelperRow, LookLine, PeoplePage, WeekLoad};
pub use people_in::{PeopleIn, PersonIn, StepChoice, TypedPerson};
pub use person::{GivingForm, HatLine, OpenRecord, PersonPage, RecordLine, ThingLine, TypedRecord};
pub use place_parts::{DoorPicture, HallLine, NewPlaceForm, RunningForm, RunningLine};
pub use places::{OpenForm, PlaceFact, PlaceLine, PlacePage, Places};
pub use prints::{HeldSeat, Pack, PackDay, PackPlace, PackSession, RegisterPage, RegisterSheet};
pub use recoveries::{AskedLine, Recoveries};
pub use reports::{ReportGroup, ReportLoss, ReportSpan, ReportsPage};
pub use rota::{Changed, Load, Rota, RotaBranch, RotaDay, RotaGap, RotaSeat, RotaSession};
pub use series::{MoveLine, MoveOutcome, SeriesAsk, SeriesChange, SeriesFields};
pub use session::{
    HistoryLine, MoveForm, NeedLine, NeedMet, SeatLine, SessionMay, SessionPage, SessionPlace, StrandList, StrandName,
    WayInLine,
};
pub use settings::{AsksForm, ClosedDay, HelpLineForm, ReachHourForm, Settings, TaskLine, VersionLine};
pub use signing_out::SigningOutPage;
pub use style::{Style, StyleState};
pub use today::{DoneLine, NowCard, PassedOn, SessionToday, Today};
pub use way_in::WayInFields;

use super::{Sample, add};
use crate::words::Words;

/// Every staff page in every state.
pub(super) fn samples(words: &'static Words, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    add::<Today>(words, all)?;
    add::<SessionPage>(words, all)?;
    add::<Rota>(words, all)?;
    add::<RegisterPage>(words, all)?;
    add::<Pack>(words, all)?;
    add::<MyDay>(words, all)?;
    add::<GroupInside>(words, all)?;
    add::<SeriesAsk>(words, all)?;
    add::<SeriesChange>(words, all)?;
    add::<Places>(words, all)?;
    add::<PlacePage>(words, all)?;
    add::<Imports>(words, all)?;
    add::<ListingForm>(words, all)?;
    add::<Signposts>(words, all)?;
    add::<ImportRun>(words, all)?;
    add::<Concern>(words, all)?;
    add::<Settings>(words, all)?;
    add::<AccountPage>(words, all)?;
    add::<PeopleIn>(words, all)?;
    add::<OwnAccounts>(words, all)?;
    add::<OwnMail>(words, all)?;
    add::<EverybodyOut>(words, all)?;
    add::<Keeping>(words, all)?;
    add::<KeysPage>(words, all)?;
    add::<PeoplePage>(words, all)?;
    add::<PersonPage>(words, all)?;
    add::<EndingPage>(words, all)?;
    add::<SigningOutPage>(words, all)?;
    add::<GoingPage>(words, all)?;
    add::<OwnRecord>(words, all)?;
    add::<Style>(words, all)?;
    add::<AppPage>(words, all)?;
    add::<CalendarPage>(words, all)?;
    add::<Recoveries>(words, all)?;
    add::<ReportsPage>(words, all)?;
    add::<More>(words, all)?;
    Ok(())
}
