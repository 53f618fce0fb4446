//! Imports: reading what an organisation already has, row by row, and guessing nothing.
//!
//! Every row ends imported, waiting for a person with its doubts in words, or refused with the reason.
//! Not here: files and encodings (`actions/imports/reading`), saving, taking an import back.

pub mod in_words;
pub mod said_times;
