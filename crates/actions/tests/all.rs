//! The tests of this crate as one program: linked once, where each file for itself was a program of 180 MB.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may stop at once"
)]

mod a_backup_brings_the_service_back;
mod a_calendar_from_elsewhere_comes_in;
mod a_group_meets_every_tuesday;
mod a_letter_that_cannot_be_delivered;
mod a_list_of_other_services;
mod a_look_that_cannot_be_noted;
mod a_passkey_opens_the_door;
mod a_place_is_known_inside_and_out;
mod a_rule_changed_in_october;
mod a_service_moves_house;
mod a_session_without_a_second_facilitator;
mod a_worry_on_a_sunday;
mod an_asking_ends_with_its_session;
mod an_asking_goes_to_who_knows_the_group;
mod an_import_from_the_councils_files;
mod getting_in;
mod getting_in_story;
mod killed_at_any_moment;
mod killed_between_any_two_statements;
mod moira_swaps_two_tuesdays;
mod other_services_come_from_a_feed;
mod passkey_story;
mod references_and_supervision_are_asked_for;
mod sealed_story;
mod sealed_words_move_house;
mod series_story;
mod somebody_leaves_for_good;
mod the_master_key_is_changed;
mod tuesday_group_has_two_seats;
mod two_let_somebody_back_in;
mod what_is_sealed;
mod what_is_wrong_is_found;
mod what_was_asked_when_a_session_began;
mod who_guesses_is_slowed;
