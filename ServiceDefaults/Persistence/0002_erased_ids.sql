-- Hashes only: they recognise an id that comes back with a backup or a late message, and tell nobody whose it was.
CREATE TABLE erased_ids (
    hash bytea NOT NULL,
    erased_at timestamptz NOT NULL,
    CONSTRAINT pk_erased_ids PRIMARY KEY (hash)
);
