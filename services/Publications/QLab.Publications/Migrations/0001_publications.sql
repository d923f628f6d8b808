CREATE TABLE projects (
    id uuid NOT NULL,
    title text,
    simulated boolean NOT NULL,
    closed boolean NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id)
);

CREATE TABLE contributions (
    id uuid NOT NULL,
    kind text NOT NULL,
    project_id uuid NOT NULL,
    participant_id uuid,
    service text NOT NULL,
    origin_id uuid NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT pk_contributions PRIMARY KEY (id)
);

CREATE TABLE teams (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_teams PRIMARY KEY (id)
);

CREATE TABLE grants (
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    project_id uuid NOT NULL,
    awarded_on date NOT NULL,
    CONSTRAINT pk_grants PRIMARY KEY (id)
);
CREATE INDEX ix_grants_team_id ON grants (team_id);

CREATE TABLE themes (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    code text NOT NULL,
    label text NOT NULL,
    description text,
    added_at timestamptz NOT NULL,
    CONSTRAINT pk_themes PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_themes_project_id_code ON themes (project_id, code);

CREATE TABLE evidence (
    id uuid NOT NULL,
    theme_id uuid NOT NULL,
    contribution_id uuid,
    passage_start integer,
    passage_end integer,
    source_title text,
    source_url text,
    memo text,
    coded_at timestamptz NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (id),
    CONSTRAINT fk_evidence_themes_theme_id FOREIGN KEY (theme_id) REFERENCES themes (id) ON DELETE RESTRICT,
    CONSTRAINT fk_evidence_contributions_contribution_id FOREIGN KEY (contribution_id) REFERENCES contributions (id) ON DELETE RESTRICT,
    CONSTRAINT ck_evidence_contribution_or_source CHECK ((contribution_id IS NULL) <> (source_title IS NULL))
);
CREATE UNIQUE INDEX ix_evidence_theme_id_contribution_id_passage_start_passage_end
    ON evidence (theme_id, contribution_id, passage_start, passage_end) NULLS NOT DISTINCT WHERE contribution_id IS NOT NULL;
CREATE INDEX ix_evidence_theme_id ON evidence (theme_id);
CREATE INDEX ix_evidence_contribution_id ON evidence (contribution_id);

CREATE TABLE insights (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    kind text NOT NULL,
    statement text NOT NULL,
    why text NOT NULL,
    agreed_at timestamptz NOT NULL,
    CONSTRAINT pk_insights PRIMARY KEY (id)
);
CREATE INDEX ix_insights_project_id ON insights (project_id);

CREATE TABLE insight_themes (
    insight_id uuid NOT NULL,
    theme_id uuid NOT NULL,
    CONSTRAINT pk_insight_themes PRIMARY KEY (insight_id, theme_id),
    CONSTRAINT fk_insight_themes_insights_insight_id FOREIGN KEY (insight_id) REFERENCES insights (id) ON DELETE RESTRICT,
    CONSTRAINT fk_insight_themes_themes_theme_id FOREIGN KEY (theme_id) REFERENCES themes (id) ON DELETE RESTRICT
);
CREATE INDEX ix_insight_themes_theme_id ON insight_themes (theme_id);

CREATE TABLE publications (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    kind text NOT NULL,
    slug text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_publications PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_publications_project_id_slug ON publications (project_id, slug);
CREATE INDEX ix_publications_slug ON publications (slug);

CREATE TABLE editions (
    publication_id uuid NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    summary text,
    markdown text NOT NULL,
    change_note text,
    published_on date NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT pk_editions PRIMARY KEY (publication_id, version),
    CONSTRAINT fk_editions_publications_publication_id FOREIGN KEY (publication_id) REFERENCES publications (id) ON DELETE RESTRICT
);

CREATE TABLE edition_insights (
    publication_id uuid NOT NULL,
    version integer NOT NULL,
    insight_id uuid NOT NULL,
    CONSTRAINT pk_edition_insights PRIMARY KEY (publication_id, version, insight_id),
    CONSTRAINT fk_edition_insights_editions_publication_id_version FOREIGN KEY (publication_id, version) REFERENCES editions (publication_id, version) ON DELETE RESTRICT,
    CONSTRAINT fk_edition_insights_insights_insight_id FOREIGN KEY (insight_id) REFERENCES insights (id) ON DELETE RESTRICT
);
CREATE INDEX ix_edition_insights_insight_id ON edition_insights (insight_id);
