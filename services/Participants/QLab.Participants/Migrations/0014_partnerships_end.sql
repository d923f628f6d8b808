-- A partnership that has ended stays; what it was can be agreed again, as another one.
ALTER TABLE partnerships ADD ended_at timestamptz;
DROP INDEX ix_partnerships_project_id_organisation_id_role;
CREATE UNIQUE INDEX ix_partnerships_project_id_organisation_id_role ON partnerships (project_id, organisation_id, role) WHERE ended_at IS NULL;
