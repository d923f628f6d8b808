-- The test teams of projects, as test-teams has told of them.
CREATE TABLE teams (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    known_at timestamptz NOT NULL,
    CONSTRAINT pk_teams PRIMARY KEY (id)
);
