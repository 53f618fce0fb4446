-- Finding a group: the words of groups and places, each a row, so that one text of SQL finds them alike on both
-- databases. A word is bytes: both compare bytes in the same order, whatever the language a server was set up for.
-- The program fills these when it opens a database that has none yet.

CREATE TABLE group_word (
  organisation_id UUID NOT NULL,
  word BYTEA NOT NULL,
  group_id UUID NOT NULL,
  PRIMARY KEY (organisation_id, word, group_id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id)
);
CREATE INDEX group_word_of ON group_word (organisation_id, group_id);

CREATE TABLE place_word (
  organisation_id UUID NOT NULL,
  word BYTEA NOT NULL,
  place_id UUID NOT NULL,
  PRIMARY KEY (organisation_id, word, place_id),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id)
);
CREATE INDEX place_word_of ON place_word (organisation_id, place_id);

CREATE INDEX session_at_place ON session (organisation_id, place_id, starts_at);
