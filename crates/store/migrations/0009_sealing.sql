-- Keys that seal words about people. They rest wrapped by the master key, which is never in the database.

CREATE TABLE data_key (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  purpose TEXT NOT NULL,
  wrapped TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  -- Everything sealed by an earlier key, or not at all, was sealed with this one.
  swept_at BIGINT,
  retired_at BIGINT,
  PRIMARY KEY (organisation_id, id)
);
-- One key of a purpose is in use at a time; two nodes cannot make two.
CREATE UNIQUE INDEX data_key_in_use ON data_key (organisation_id, purpose) WHERE retired_at IS NULL;

-- A recovery sheet that was printed: its number and its key's short name, nothing of the key.
CREATE TABLE recovery_sheet (
  id TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  printed_at BIGINT NOT NULL,
  confirmed_at BIGINT
);

ALTER TABLE person ADD COLUMN email_index TEXT;
CREATE INDEX person_by_email ON person (organisation_id, email_index);
