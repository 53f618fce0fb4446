//! The pages of Bothy: routes, forms, words and the look.

pub mod assets;
pub mod pages;
pub mod parts;
pub mod words;
