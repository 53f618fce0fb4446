-- An organisation's own mail server: one of each. Its password rests sealed.
CREATE TABLE mail_sender (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  server TEXT NOT NULL,
  port INTEGER NOT NULL,
  security TEXT NOT NULL,
  user_name TEXT NOT NULL,
  password TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_address TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id)
);

-- Kinds of records that an organisation keeps for longer than Bothy suggests.
CREATE TABLE kept_longer (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL,
  days INTEGER NOT NULL,
  by_person UUID NOT NULL,
  reason_id UUID NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, kind),
  FOREIGN KEY (organisation_id, by_person) REFERENCES person (organisation_id, id)
);
CREATE INDEX kept_longer_of_person ON kept_longer (organisation_id, by_person);
