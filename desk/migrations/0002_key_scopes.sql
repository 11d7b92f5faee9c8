-- What a key may do: one of the names of `Scope`. Keys that were made before keep what they could do.
ALTER TABLE api_keys ADD COLUMN scope TEXT NOT NULL DEFAULT 'all';
