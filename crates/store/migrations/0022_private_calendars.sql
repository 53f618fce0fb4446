-- Private calendars: a link by which a phone reads when one person has a session, under a word that says nothing of
-- groups. Instants here are of the clock on the wall. No link stands here, only its hash.
CREATE TABLE private_calendar (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  says TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  made_at BIGINT NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX private_calendar_of_person ON private_calendar (organisation_id, person_id);
