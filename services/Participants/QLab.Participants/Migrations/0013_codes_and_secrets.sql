-- Wrong codes are counted by who tries them, no longer by the code. Codes last ten minutes: those of before are asked for again.
DELETE FROM sign_in_codes;
ALTER TABLE sign_in_codes
    DROP COLUMN tries,
    ADD COLUMN purpose text NOT NULL,
    ADD COLUMN asked_from bytea NOT NULL;

ALTER TABLE sign_in_counts ADD COLUMN address_hash bytea;
CREATE INDEX ix_sign_in_counts_address_hash ON sign_in_counts (address_hash);

-- Tokens issued before are refused: a secret that was ended at once takes them with it.
ALTER TABLE clients ADD COLUMN tokens_from timestamptz;
