-- One text for both databases. Instants are microseconds (BIGINT); plans are wall clock and zone as text
-- (dates 2026-11-24, times 19:00); ids are UUIDs; keys carry the organisation, so that a row of one
-- organisation can never point at a row of another.

CREATE TABLE organisation (
  id UUID NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  host TEXT UNIQUE,
  about TEXT NOT NULL,
  area TEXT NOT NULL,
  division TEXT NOT NULL,
  first_reader_id UUID,
  second_reader_id UUID,
  holidays_known_until TEXT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE branch (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE person (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  shown_name TEXT NOT NULL,
  email TEXT,
  limit_a_week INTEGER,
  access_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE hat (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  role TEXT NOT NULL,
  branch_id UUID,
  from_at BIGINT NOT NULL,
  until_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, branch_id) REFERENCES branch (organisation_id, id)
);
CREATE INDEX hat_of_person ON hat (organisation_id, person_id);
CREATE INDEX hat_by_role ON hat (organisation_id, role);

CREATE TABLE sign_in (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  started_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  revoked_at BIGINT,
  access_version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

CREATE TABLE place (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  lat TEXT,
  lon TEXT,
  opening TEXT NOT NULL,
  needs_opener BOOLEAN NOT NULL,
  key_holder_id UUID,
  second_key_holder_id UUID,
  caretaker TEXT NOT NULL,
  source TEXT NOT NULL,
  looked_at BIGINT,
  import_run_id UUID,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, slug)
);

CREATE TABLE place_fact (
  organisation_id UUID NOT NULL,
  place_id UUID NOT NULL,
  kind TEXT NOT NULL,
  says TEXT NOT NULL,
  words TEXT NOT NULL,
  checked_on TEXT,
  PRIMARY KEY (organisation_id, place_id, kind),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id)
);

CREATE TABLE hall (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  place_id UUID NOT NULL,
  name TEXT NOT NULL,
  holds INTEGER,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id)
);

CREATE TABLE peer_group (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  branch_id UUID,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  purpose TEXT NOT NULL,
  for_whom TEXT NOT NULL,
  what_happens TEXT NOT NULL,
  how_to_come TEXT NOT NULL,
  minimum INTEGER NOT NULL,
  state TEXT NOT NULL,
  state_at BIGINT NOT NULL,
  looked_at BIGINT,
  import_run_id UUID,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, slug),
  FOREIGN KEY (organisation_id, branch_id) REFERENCES branch (organisation_id, id)
);

CREATE TABLE group_supporter (
  organisation_id UUID NOT NULL,
  group_id UUID NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (organisation_id, group_id, person_id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

CREATE TABLE kept_from (
  organisation_id UUID NOT NULL,
  person_id UUID NOT NULL,
  group_id UUID NOT NULL,
  PRIMARY KEY (organisation_id, person_id, group_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id)
);

CREATE TABLE series (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  group_id UUID NOT NULL,
  rule TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  zone TEXT NOT NULL,
  first_on TEXT NOT NULL,
  last_on TEXT,
  mode TEXT NOT NULL,
  place_id UUID,
  hall_id UUID,
  link TEXT NOT NULL,
  phone TEXT NOT NULL,
  seats INTEGER NOT NULL,
  asks_check TEXT,
  asks_training TEXT,
  follows_closed_days BOOLEAN NOT NULL,
  made_until TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id),
  FOREIGN KEY (organisation_id, hall_id) REFERENCES hall (organisation_id, id)
);
CREATE INDEX series_of_group ON series (organisation_id, group_id);

CREATE TABLE week_off (
  organisation_id UUID NOT NULL,
  series_id UUID NOT NULL,
  on_date TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (organisation_id, series_id, on_date),
  FOREIGN KEY (organisation_id, series_id) REFERENCES series (organisation_id, id)
);

CREATE TABLE closed_day (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  on_date TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (organisation_id, on_date)
);

CREATE TABLE session (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  group_id UUID NOT NULL,
  series_id UUID,
  original_date TEXT NOT NULL,
  on_date TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  mode TEXT NOT NULL,
  place_id UUID,
  hall_id UUID,
  place_confirmed_at BIGINT,
  opener_id UUID,
  link TEXT NOT NULL,
  phone TEXT NOT NULL,
  way_in_confirmed_at BIGINT,
  called_off_at BIGINT,
  called_off_why TEXT,
  overridden_by UUID,
  overridden_at BIGINT,
  moved_by_hand BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, series_id, original_date),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id),
  FOREIGN KEY (organisation_id, series_id) REFERENCES series (organisation_id, id),
  FOREIGN KEY (organisation_id, place_id) REFERENCES place (organisation_id, id),
  FOREIGN KEY (organisation_id, hall_id) REFERENCES hall (organisation_id, id),
  FOREIGN KEY (organisation_id, opener_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX session_by_start ON session (organisation_id, starts_at);
CREATE INDEX session_of_group ON session (organisation_id, group_id, starts_at);

CREATE TABLE seat (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  session_id UUID NOT NULL,
  number INTEGER NOT NULL,
  role TEXT NOT NULL,
  asks_check TEXT,
  asks_training TEXT,
  holder_id UUID,
  since_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, session_id, number),
  FOREIGN KEY (organisation_id, session_id) REFERENCES session (organisation_id, id),
  FOREIGN KEY (organisation_id, holder_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX seat_of_holder ON seat (organisation_id, holder_id);
-- The database itself forbids that one person holds two seats of one session.
CREATE UNIQUE INDEX seat_one_each ON seat (organisation_id, session_id, holder_id) WHERE holder_id IS NOT NULL;

CREATE TABLE seat_offer (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  seat_id UUID NOT NULL,
  session_id UUID NOT NULL,
  person_id UUID NOT NULL,
  asked_at BIGINT NOT NULL,
  answer TEXT,
  answered_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, seat_id) REFERENCES seat (organisation_id, id),
  FOREIGN KEY (organisation_id, session_id) REFERENCES session (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX seat_offer_of_person ON seat_offer (organisation_id, person_id, answer);
CREATE UNIQUE INDEX seat_offer_open ON seat_offer (organisation_id, seat_id, person_id) WHERE answer IS NULL;

CREATE TABLE person_check (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX person_check_of ON person_check (organisation_id, person_id);

CREATE TABLE training_step (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  step TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX training_step_of ON training_step (organisation_id, person_id);

-- The id of a subject is the id of its thing; the kind says where the facts are.
CREATE TABLE subject (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  wake_at BIGINT,
  planned_at BIGINT NOT NULL,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX subject_due ON subject (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE duty (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  subject_id UUID NOT NULL,
  rule TEXT NOT NULL,
  occasion TEXT NOT NULL,
  quality TEXT NOT NULL,
  owner_role TEXT,
  owner_person UUID,
  branch_id UUID,
  group_id UUID,
  climbed INTEGER NOT NULL,
  due_by BIGINT NOT NULL,
  state TEXT NOT NULL,
  by_person UUID,
  to_person UUID,
  state_at BIGINT NOT NULL,
  closed_how TEXT,
  raised_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, subject_id, rule, occasion),
  FOREIGN KEY (organisation_id, subject_id) REFERENCES subject (organisation_id, id),
  CHECK ((owner_role IS NULL) <> (owner_person IS NULL))
);
CREATE INDEX duty_open ON duty (organisation_id, due_by) WHERE state <> 'closed';

CREATE TABLE duty_history (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  duty_id UUID NOT NULL,
  at BIGINT NOT NULL,
  what TEXT NOT NULL,
  person_id UUID,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, duty_id) REFERENCES duty (organisation_id, id)
);
CREATE INDEX duty_history_of ON duty_history (organisation_id, duty_id, at);

CREATE TABLE reason (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE audit (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  at BIGINT NOT NULL,
  by_person UUID,
  act TEXT NOT NULL,
  thing TEXT NOT NULL,
  reason_id UUID,
  reason_hash TEXT,
  number BIGINT,
  chain TEXT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, number)
);
CREATE INDEX audit_unsealed ON audit (organisation_id, id) WHERE number IS NULL;

CREATE TABLE job (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  person_id UUID,
  about TEXT NOT NULL,
  words TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  tries INTEGER NOT NULL,
  leased_until BIGINT,
  last_error TEXT,
  done_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX job_due ON job (run_at) WHERE state = 'waiting';

CREATE TABLE act_key (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  act TEXT NOT NULL,
  words_hash TEXT NOT NULL,
  made TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE concern (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  about TEXT NOT NULL,
  danger BOOLEAN NOT NULL,
  words TEXT NOT NULL,
  reach_back TEXT NOT NULL,
  said_by UUID,
  receipt TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  first_reader_id UUID NOT NULL,
  second_reader_id UUID NOT NULL,
  acknowledged_by UUID,
  acknowledged_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, receipt),
  FOREIGN KEY (organisation_id, first_reader_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, second_reader_id) REFERENCES person (organisation_id, id)
);

CREATE TABLE help_line (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  number TEXT NOT NULL,
  what TEXT NOT NULL,
  hours TEXT NOT NULL,
  area TEXT NOT NULL,
  source TEXT NOT NULL,
  checked_on TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE reach_hour (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  way TEXT NOT NULL,
  says TEXT NOT NULL,
  day INTEGER NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE import_run (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_person UUID,
  undone_at BIGINT,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE import_row (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  run_id UUID NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  understood TEXT NOT NULL,
  cells TEXT NOT NULL,
  thing_kind TEXT,
  thing_id UUID,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, run_id, number),
  FOREIGN KEY (organisation_id, run_id) REFERENCES import_run (organisation_id, id)
);
