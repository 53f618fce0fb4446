-- The page of who did what and who looked, the newest first, without reading all there is.
CREATE INDEX audit_by_time ON audit (organisation_id, at, id);
