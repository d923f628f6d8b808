-- A post of an online group can be changed, hidden, shown again and removed; the other contributions stay at version 0.
ALTER TABLE contributions
    ADD COLUMN version integer NOT NULL DEFAULT 0,
    ADD COLUMN removed_at timestamptz;
