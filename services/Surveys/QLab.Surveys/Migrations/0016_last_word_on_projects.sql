-- A project that was closed can be opened again, and a partnership ends: of each the last word counts.
ALTER TABLE projects ADD closed_version integer NOT NULL DEFAULT 0;
UPDATE projects SET closed_version = greatest(title_version, phase_version, 1) WHERE closed;
ALTER TABLE projects ALTER closed_version DROP DEFAULT;
ALTER TABLE partnerships
    ADD ended boolean NOT NULL DEFAULT false,
    ADD known_at timestamptz NOT NULL DEFAULT '-infinity';
