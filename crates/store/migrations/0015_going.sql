-- Going: who was erased, and what may not go yet.

-- A person who was erased stays as a row without anything of theirs: what others did still points at somebody.
ALTER TABLE person ADD COLUMN erased_at BIGINT;

-- A thing that must not be erased or removed for now: why stands in the reason.
CREATE TABLE hold (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  thing_id UUID NOT NULL,
  reason_id UUID NOT NULL,
  by_person UUID NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT,
  ended_at BIGINT,
  ended_by UUID,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, by_person) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, ended_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX hold_on ON hold (organisation_id, thing_id);

-- Whoever was erased, only by number: a restore erases them again. It may name somebody whom an older backup, from
-- which this service came back, does not know.
CREATE TABLE erased (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  person_id UUID NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, person_id)
);

-- The entry of a reason is found without reading the whole audit.
CREATE INDEX audit_of_reason ON audit (organisation_id, reason_id) WHERE reason_id IS NOT NULL;
