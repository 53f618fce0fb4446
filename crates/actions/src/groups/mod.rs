//! Groups as everybody may see them, and from the inside: writing what a group is, opening it to the public.
//!
//! Uses `sessions` and readiness for whether each will run. Not here: joining (later).

pub mod edit_group;
pub mod find_groups;
pub mod list_groups;
pub mod open_group;
pub mod see_group_inside;
pub mod see_groups;
pub mod see_services;
pub mod write_rows;

pub use bothy_store::groups::Group;
pub use bothy_store::places::{Fact, Picture, Place};
pub use bothy_store::series::Series;
pub use bothy_store::sessions::Session;
pub use edit_group::{EditRefused, GroupWords, edit_group};
pub use find_groups::{Asked, Found, FoundSession, NearAnswer, find_groups};
pub use list_groups::{SeesGroupAs, list_groups, see_one_group};
pub use open_group::open_group;
pub use see_group_inside::{Inside, Offered, SeriesSeen, see_group_inside, see_series};
pub use see_groups::{Coming, GroupSeen, PlaceKnown, WhatIsOn, see_group, see_what_is_on};
pub use see_services::{
    PublishedSeries, PublishedSession, ServicePlace, ServiceSeen, Whereabouts, see_service, see_services,
    services_after,
};
pub use write_rows::{write_parts, write_questions};
