//! The pages of Bothy: routes, forms, words and the look.

mod addressed;
pub mod api;
pub mod assets;
pub mod desk;
pub mod here;
pub mod notices;
pub mod oruk;
pub mod pages;
pub mod parts;
mod policy;
pub mod refusals;
pub mod routes;
pub mod server;
pub mod state;
mod unread;
pub mod words;
