-- Who wears a role, and whether somebody does, is asked at every seat: both are answered from the index alone.
DROP INDEX hat_by_role;
CREATE INDEX hat_by_role ON hat (organisation_id, role, person_id);
