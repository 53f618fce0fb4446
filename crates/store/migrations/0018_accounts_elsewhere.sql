-- An organisation's own identity provider: one of each. Its secret rests sealed.
CREATE TABLE sign_in_provider (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  issuer TEXT NOT NULL,
  client_id TEXT NOT NULL,
  client_secret TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id)
);

-- Who of ours is behind which number at which provider. Only this pair finds a person; an e-mail address never does.
CREATE TABLE linked_account (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, issuer, subject),
  UNIQUE (organisation_id, person_id, issuer),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- Who is on the way to a provider and has not come back. Each counts once, for ten minutes, in the browser that went.
CREATE TABLE provider_visit (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  state_hash TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  from_hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id UUID,
  sign_in_id UUID,
  link_hash TEXT,
  device TEXT NOT NULL,
  way_to TEXT NOT NULL,
  issuer TEXT NOT NULL,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, state_hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX provider_visit_by_asker ON provider_visit (organisation_id, from_hash, ends_at);
CREATE INDEX provider_visit_of_person ON provider_visit (organisation_id, person_id);
