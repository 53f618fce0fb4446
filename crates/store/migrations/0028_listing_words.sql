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
