-- What is weighed where somebody looks for a group stands in an index of its own: without it a fortnight of a large
-- service is thousands of pages of the file, each read for a few words. Whoever asks which places are met at must not
-- be led through it, so the sessions at a place say their group, too.
CREATE INDEX session_to_weigh ON session
  (organisation_id, starts_at, ends_at, group_id, place_id, mode, on_date, starts, called_off_at, id);
DROP INDEX session_at_place;
CREATE INDEX session_at_place ON session (organisation_id, place_id, starts_at, group_id);

-- The words by which other services are found, a row each as for groups and places, and their order by name: a list of ten
-- thousand is read forty at a time. The program fills these when it opens a database that has none yet.
CREATE TABLE listing_word (
  organisation_id UUID NOT NULL,
  word BYTEA NOT NULL,
  listing_id UUID NOT NULL,
  PRIMARY KEY (organisation_id, word, listing_id),
  FOREIGN KEY (organisation_id, listing_id) REFERENCES listing (organisation_id, id)
);
CREATE INDEX listing_word_of ON listing_word (organisation_id, listing_id);
CREATE INDEX listing_by_name ON listing (organisation_id, retired_at, LOWER(name), id);
