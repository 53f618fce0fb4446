//! The tests of this crate as one program: linked once, where each file for itself was a program of 180 MB.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may stop at once"
)]

mod a_coordinator_who_leaves;
mod a_day_without_power;
mod a_directory_gathers_our_groups;
mod a_further_role;
mod a_group_from_the_inside;
mod a_group_says_when_it_is;
mod a_guest_reads_polish;
mod a_kind_of_group_has_its_own_facts;
mod a_laptop_stolen;
mod a_link_worker_finds_a_group;
mod a_list_is_looked_at;
mod a_long_list_is_looked_at_in_parts;
mod a_mail_server_in_the_browser;
mod a_new_volunteer;
mod a_phone_lost_in_a_taxi;
mod a_place_as_it_is;
mod a_private_calendar;
mod a_receipt_is_not_guessed;
mod a_script_changes_the_week;
mod a_script_keeps_the_directory;
mod a_script_reads_the_week;
mod a_series_with_weeks_off;
mod a_session_says_what_happened;
mod a_sign_that_no_database_keeps;
mod a_signpost_is_followed;
mod a_worry_is_read_by_two;
mod accounts_story;
mod after_a_break_in;
mod an_organisation_with_its_own_accounts;
mod anything_at_all_is_answered;
mod browser;
mod catalogue;
mod done_once;
mod every_page_has_a_way_out;
mod every_template_renders;
mod gathering;
mod govuk_fixtures;
mod in_every_language;
mod kept_for_longer;
mod markup;
mod people_ask_before_they_come;
mod plain_words;
mod program;
mod promised_and_kept;
mod scene;
mod settings_before_opening;
mod signing_in;
mod the_api_is_described;
mod the_parts_of_our_pages;
mod the_week_on_the_rota;
mod tokens_of_programs;
mod two_nodes_and_one_group_page;
mod what_is_over_is_seen;
mod what_somebody_has_shown_is_written_down;
mod when_can_i_reach_someone;
mod who_looked_and_who_changed_what;
mod who_may_see_what;
