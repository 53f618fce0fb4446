-- Places inside and out: the day on which each running fact was checked, the alarm in a column of its own (to be
-- sealed), halls that are no longer used, the line of a walk, and a picture of the door.

ALTER TABLE place ADD COLUMN keys_checked_on TEXT;
ALTER TABLE place ADD COLUMN opening_checked_on TEXT;
ALTER TABLE place ADD COLUMN caretaker_checked_on TEXT;
ALTER TABLE place ADD COLUMN alarm TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN alarm_checked_on TEXT;

ALTER TABLE hall ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE hall ADD COLUMN checked_on TEXT;
ALTER TABLE hall ADD COLUMN retired_at BIGINT;

-- A place with a row here is a route.
CREATE TABLE route (
  organisation_id UUID NOT NULL,
  place_id UUID NOT NULL,
  distance_m INTEGER,
  distance_checked_on TEXT,
  start_place_id UUID,
  PRIMARY KEY (organisation_id, place_id),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id),
  FOREIGN KEY (organisation_id, start_place_id) REFERENCES place (organisation_id, id)
);

-- One picture for a place: the way to its door. The name of its address is the hash of its bytes.
CREATE TABLE place_picture (
  organisation_id UUID NOT NULL,
  place_id UUID NOT NULL,
  hash TEXT NOT NULL,
  words TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  body BYTEA NOT NULL,
  checked_on TEXT NOT NULL,
  PRIMARY KEY (organisation_id, place_id),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id)
);
CREATE INDEX place_picture_by_hash ON place_picture (organisation_id, hash);
