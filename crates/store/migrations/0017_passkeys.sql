-- A challenge to add a passkey belongs to one sign-in; one to sign in with belongs to nobody yet, so it keeps from where
-- it was asked for: no stranger fills the table, each piece of address space has its newest few. Instants are of the wall.
ALTER TABLE challenge ADD COLUMN sign_in_id UUID;
ALTER TABLE challenge ADD COLUMN from_hash TEXT NOT NULL DEFAULT '';
CREATE INDEX challenge_by_asker ON challenge (organisation_id, from_hash, ends_at);
