-- The name of a referee rests sealed from here on: the next start goes through what was written down before.
UPDATE data_key SET swept_at = NULL WHERE purpose = 'fields' AND retired_at IS NULL;
