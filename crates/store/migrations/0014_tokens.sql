-- Programs come in with a token, for a person or for a machine, which is a person's row that is nobody's name.
-- Instants here are of the clock on the wall. No token stands here, only the hashes of tokens.
ALTER TABLE person ADD COLUMN is_machine BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE api_token (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT,
  revoked_at BIGINT,
  access_version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX api_token_of_person ON api_token (organisation_id, person_id);

-- What was answered to a POST of a program, so that the same again is answered the same. The id is made of the
-- caller and of their Idempotency-Key, and so is the hash of what was sent: the key itself stands nowhere.
CREATE TABLE api_answer (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  sent_hash TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  status INTEGER,
  body TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX api_answer_by_age ON api_answer (begun_at);
