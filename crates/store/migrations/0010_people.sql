-- What is asked of every supporter beside check and training, and who wrote down what they have shown.

-- A service that is there already asks for nothing new until somebody switches it on: its sessions would not be
-- ready from one moment to the next. A new one begins with both.
ALTER TABLE organisation ADD COLUMN asks_references BOOLEAN NOT NULL DEFAULT FALSE;
-- For how many weeks one supervision holds; none where it is not asked for.
ALTER TABLE organisation ADD COLUMN supervision_weeks INTEGER;

-- A reference that was taken up: who gave it and when, never what it says.
CREATE TABLE person_reference (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  referee TEXT NOT NULL,
  taken_on TEXT NOT NULL,
  recorded_by UUID,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, recorded_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX person_reference_of ON person_reference (organisation_id, person_id);

-- A time of supervision: only its day. What was said stays between those who said it.
CREATE TABLE supervision_meeting (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  held_on TEXT NOT NULL,
  recorded_by UUID,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, recorded_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX supervision_meeting_of ON supervision_meeting (organisation_id, person_id);

ALTER TABLE person_check ADD COLUMN recorded_by UUID;
ALTER TABLE person_check ADD COLUMN recorded_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE training_step ADD COLUMN recorded_by UUID;
ALTER TABLE training_step ADD COLUMN recorded_at BIGINT NOT NULL DEFAULT 0;
