CREATE TABLE projects (
    id uuid NOT NULL,
    title text,
    simulated boolean NOT NULL,
    closed boolean NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id)
);

CREATE TABLE organisations (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT pk_organisations PRIMARY KEY (id)
);

CREATE TABLE teams (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    host_organisation_ids uuid[] NOT NULL,
    challenge text,
    stage text,
    version integer NOT NULL,
    formed_at timestamptz NOT NULL,
    CONSTRAINT pk_teams PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_teams_project_id_name ON teams (project_id, name);

CREATE TABLE stage_entries (
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    version integer NOT NULL,
    stage text NOT NULL,
    note text,
    reason text,
    entered_at timestamptz NOT NULL,
    CONSTRAINT pk_stage_entries PRIMARY KEY (id),
    CONSTRAINT fk_stage_entries_teams_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_stage_entries_team_id_version ON stage_entries (team_id, version);

CREATE TABLE learnings (
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    stage text,
    text text NOT NULL,
    confidence text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_learnings PRIMARY KEY (id),
    CONSTRAINT fk_learnings_teams_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT
);
CREATE INDEX ix_learnings_team_id ON learnings (team_id);

CREATE TABLE grants (
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    funder_ids uuid[] NOT NULL,
    awarded_on date NOT NULL,
    amount numeric,
    currency text,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_grants PRIMARY KEY (id),
    CONSTRAINT fk_grants_teams_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT
);
CREATE INDEX ix_grants_team_id ON grants (team_id);
