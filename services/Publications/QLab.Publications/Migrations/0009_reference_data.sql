-- What every service keeps of projects and people is kept in one form.
ALTER TABLE projects
    ADD phase text,
    ADD phase_version integer NOT NULL DEFAULT 0;
ALTER TABLE projects ALTER phase_version DROP DEFAULT;

CREATE TABLE partnerships (
    organisation_id uuid NOT NULL,
    project_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT pk_partnerships PRIMARY KEY (organisation_id, project_id, role)
);
