-- A coordinator has the role in single projects, once in each.
ALTER TABLE role_grants ADD project_id uuid
    CONSTRAINT fk_role_grants_projects_project_id REFERENCES projects (id) ON DELETE RESTRICT;
DROP INDEX ix_role_grants_person_id_role;
CREATE UNIQUE INDEX ix_role_grants_person_id_role_project_id ON role_grants (person_id, role, project_id) NULLS NOT DISTINCT;
CREATE INDEX ix_role_grants_project_id ON role_grants (project_id);
