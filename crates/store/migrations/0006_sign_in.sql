-- Getting in: invitations, passwords, devices, second steps, and the slowing of those who guess.
-- All instants here are of the clock on the wall, not of the service. No token stands here, only hashes of tokens.

ALTER TABLE sign_in ADD COLUMN device TEXT NOT NULL DEFAULT 'own';
ALTER TABLE sign_in ADD COLUMN device_name TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_in ADD COLUMN stage TEXT NOT NULL DEFAULT 'in';
ALTER TABLE sign_in ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sign_in ADD COLUMN idle_ends_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sign_in_of_person ON sign_in (organisation_id, person_id);
-- Those who are signed in while this is brought up to date stay in until the end they had.
UPDATE sign_in SET used_at = started_at, idle_ends_at = ends_at;

CREATE TABLE password (
  organisation_id UUID NOT NULL,
  person_id UUID NOT NULL,
  hash TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- One link by which one person sets a password: an invitation, or the end of a recovery.
CREATE TABLE one_use_link (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX one_use_link_of_person ON one_use_link (organisation_id, person_id);

-- A browser from which a person was let in before. Its tries are counted apart from those of strangers.
CREATE TABLE known_device (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  token_hash TEXT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, person_id, token_hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- How often something was tried in vain. The key is a hash: of an account and a device, or of a piece of address space.
CREATE TABLE sign_in_pace (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  key_hash TEXT NOT NULL,
  tries INTEGER NOT NULL,
  last_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, key_hash)
);
CREATE INDEX sign_in_pace_by_age ON sign_in_pace (last_at);

CREATE TABLE code_app (
  organisation_id UUID NOT NULL,
  person_id UUID NOT NULL,
  secret TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  last_step BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

CREATE TABLE spare_code (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  code_hash TEXT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX spare_code_of_person ON spare_code (organisation_id, person_id);

-- Somebody need not take a second step. Why stands in the reason, who decided in the audit.
CREATE TABLE second_step_waiver (
  organisation_id UUID NOT NULL,
  person_id UUID NOT NULL,
  by_person UUID NOT NULL,
  reason_id UUID NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, by_person) REFERENCES person (organisation_id, id)
);

CREATE TABLE recovery (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  asked_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  first_by UUID,
  first_at BIGINT,
  second_by UUID,
  second_at BIGINT,
  refused_by UUID,
  refused_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, first_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, second_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, refused_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX recovery_of_person ON recovery (organisation_id, person_id);

CREATE TABLE passkey (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  credential TEXT NOT NULL,
  key_json TEXT NOT NULL,
  name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, credential),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX passkey_of_person ON passkey (organisation_id, person_id);

-- What a browser was asked and has not answered yet; taken away with the answer.
CREATE TABLE challenge (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  person_id UUID,
  state_json TEXT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX challenge_by_end ON challenge (ends_at);
