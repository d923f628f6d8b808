-- The online group of a project outlives it, until staff end it and say why; who did so is in the audit log.
ALTER TABLE projects
    ADD COLUMN group_ended_at timestamptz,
    ADD COLUMN group_end_reason text;

-- Groups of projects that have been closed already took no more posts: so it stays.
UPDATE projects SET group_ended_at = closed_at, group_end_reason = 'The project is closed.' WHERE closed_at IS NOT NULL;
