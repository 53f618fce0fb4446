-- How people are let in by a link or a number (WE3), the facts that belong to a kind of group (GB1), since when a
-- session is there, and what was done to one thing, found without reading everything.

ALTER TABLE series ADD COLUMN waiting_room TEXT NOT NULL DEFAULT 'not-said';
ALTER TABLE series ADD COLUMN locks TEXT NOT NULL DEFAULT 'not-said';
ALTER TABLE series ADD COLUMN meeting_id TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN passcode TEXT NOT NULL DEFAULT '';

ALTER TABLE session ADD COLUMN waiting_room TEXT NOT NULL DEFAULT 'not-said';
ALTER TABLE session ADD COLUMN locks TEXT NOT NULL DEFAULT 'not-said';
ALTER TABLE session ADD COLUMN meeting_id TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN passcode TEXT NOT NULL DEFAULT '';
-- Sessions from before this are as if they had always been there.
ALTER TABLE session ADD COLUMN since_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE peer_group ADD COLUMN first_on TEXT;
ALTER TABLE peer_group ADD COLUMN last_on TEXT;
ALTER TABLE peer_group ADD COLUMN join_until TEXT;
ALTER TABLE peer_group ADD COLUMN holds INTEGER;
ALTER TABLE peer_group ADD COLUMN effort TEXT NOT NULL DEFAULT '';
ALTER TABLE peer_group ADD COLUMN who_reads TEXT NOT NULL DEFAULT '';
ALTER TABLE peer_group ADD COLUMN weeks INTEGER;

-- The parts of a course in their order.
CREATE TABLE course_part (
  organisation_id UUID NOT NULL,
  group_id UUID NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  material TEXT NOT NULL,
  link TEXT NOT NULL,
  PRIMARY KEY (organisation_id, group_id, number),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id)
);

CREATE INDEX audit_of_thing ON audit (organisation_id, thing, at);

-- A subject that older rules have planned is found at once when the rules change.
CREATE INDEX subject_by_rules ON subject (rules_version);
