-- The directory: other services of the area, which are not ours, with where that is known from and when one of us last
-- checked it; and signposts: that somebody was told of one of them. Of whoever was told nothing stands here at all.
CREATE TABLE listing (
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  id UUID NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  what TEXT NOT NULL,
  for_whom TEXT NOT NULL,
  how_to_come TEXT NOT NULL,
  area TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  lat TEXT,
  lon TEXT,
  website TEXT NOT NULL,
  telephone TEXT NOT NULL,
  -- The list it was copied from; empty where one of us wrote it down.
  source TEXT NOT NULL,
  source_year INTEGER,
  checked_on TEXT,
  retired_at BIGINT,
  looked_at BIGINT,
  import_run_id UUID,
  version BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, slug)
);

CREATE TABLE signpost (
  organisation_id UUID NOT NULL,
  id UUID NOT NULL,
  listing_id UUID NOT NULL,
  branch_id UUID,
  offered_on TEXT NOT NULL,
  taken_on TEXT,
  reached_on TEXT,
  not_taken_on TEXT,
  -- Who told; forgotten after two years.
  by_person UUID,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, listing_id) REFERENCES listing (organisation_id, id),
  FOREIGN KEY (organisation_id, branch_id) REFERENCES branch (organisation_id, id),
  FOREIGN KEY (organisation_id, by_person) REFERENCES person (organisation_id, id)
);
CREATE INDEX signpost_of_listing ON signpost (organisation_id, listing_id);
CREATE INDEX signpost_by_person ON signpost (organisation_id, by_person);

-- From which list a file is, and of which year, as whoever brought it in says; what waits takes it from here.
ALTER TABLE import_run ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE import_run ADD COLUMN source_year INTEGER;
