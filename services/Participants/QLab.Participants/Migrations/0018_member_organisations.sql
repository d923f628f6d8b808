-- A federation's partnership may hold for the organisations that belong to it, at any depth.
ALTER TABLE partnerships ADD includes_members boolean NOT NULL DEFAULT false;
ALTER TABLE partnerships ALTER includes_members DROP DEFAULT;

-- Which organisations are bound to a project as a federation of theirs is; the other services have been told of each.
CREATE TABLE member_partnerships (
    project_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT pk_member_partnerships PRIMARY KEY (project_id, organisation_id, role)
);
CREATE INDEX ix_member_partnerships_organisation_id ON member_partnerships (organisation_id);
