-- What every service keeps of projects and organisations is kept in one form.
ALTER TABLE projects
    ADD title_version integer NOT NULL DEFAULT 0,
    ADD phase text,
    ADD phase_version integer NOT NULL DEFAULT 0;
ALTER TABLE projects
    ALTER title_version DROP DEFAULT,
    ALTER phase_version DROP DEFAULT;

CREATE TABLE partnerships (
    organisation_id uuid NOT NULL,
    project_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT pk_partnerships PRIMARY KEY (organisation_id, project_id, role)
);
