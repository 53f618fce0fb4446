-- What an organisation asks for, version by version. A session is judged by the version that held when it began.
CREATE TABLE policy_version (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  number INTEGER NOT NULL,
  from_at BIGINT NOT NULL,
  -- None: as it stood when versions began.
  by_person UUID,
  reason_id UUID,
  -- None: what is asked of every supporter.
  group_id UUID,
  asks_references BOOLEAN,
  supervision_weeks INTEGER,
  minimum_before INTEGER,
  minimum INTEGER,
  PRIMARY KEY (organisation_id, number),
  FOREIGN KEY (organisation_id, by_person) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id)
);
CREATE INDEX policy_version_of_person ON policy_version (organisation_id, by_person);
CREATE INDEX policy_version_of_group ON policy_version (organisation_id, group_id);

INSERT INTO policy_version (organisation_id, number, from_at, asks_references, supervision_weeks)
SELECT id, 1, created_at, asks_references, supervision_weeks FROM organisation;
