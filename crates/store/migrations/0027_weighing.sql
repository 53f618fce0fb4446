-- What is weighed where somebody looks for a group stands in an index of its own: without it a fortnight of a large
-- service is thousands of pages of the file, each read for a few words. Whoever asks which places are met at must not
-- be led through it, so the sessions at a place say their group, too.
CREATE INDEX session_to_weigh ON session
  (organisation_id, starts_at, ends_at, group_id, place_id, mode, on_date, starts, called_off_at, id);
DROP INDEX session_at_place;
CREATE INDEX session_at_place ON session (organisation_id, place_id, starts_at, group_id);
