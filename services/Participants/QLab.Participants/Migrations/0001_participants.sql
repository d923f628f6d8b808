CREATE TABLE projects (
    id uuid NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    question text NOT NULL,
    aims text[] NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    phases jsonb NOT NULL,
    current_phase text,
    simulated boolean NOT NULL,
    version integer NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    CONSTRAINT pk_projects PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_projects_slug ON projects (slug);

-- No foreign keys to projects: news of a project's work may arrive before the project's own row can be seen.
CREATE TABLE project_counts (
    project_id uuid NOT NULL,
    what text NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT pk_project_counts PRIMARY KEY (project_id, what)
) WITH (fillfactor = 50);

CREATE TABLE funded_teams (
    project_id uuid NOT NULL,
    team_id uuid NOT NULL,
    CONSTRAINT pk_funded_teams PRIMARY KEY (project_id, team_id)
);

CREATE TABLE organisations (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    parent_id uuid,
    registered_at timestamptz NOT NULL,
    CONSTRAINT pk_organisations PRIMARY KEY (id),
    CONSTRAINT fk_organisations_organisations_parent_id FOREIGN KEY (parent_id) REFERENCES organisations (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_organisations_name ON organisations (name);
CREATE INDEX ix_organisations_parent_id ON organisations (parent_id);

CREATE TABLE partnerships (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    contributions text[] NOT NULL,
    priorities text[] NOT NULL,
    agreed_at timestamptz NOT NULL,
    CONSTRAINT pk_partnerships PRIMARY KEY (id),
    CONSTRAINT fk_partnerships_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT,
    CONSTRAINT fk_partnerships_organisations_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_partnerships_project_id_organisation_id_role ON partnerships (project_id, organisation_id, role);
CREATE INDEX ix_partnerships_organisation_id ON partnerships (organisation_id);

CREATE TABLE people (
    id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    postal_address text,
    preferred_contact text NOT NULL,
    access_needs text[] NOT NULL,
    simulated boolean NOT NULL,
    added_at timestamptz NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_people_email_key ON people (email_key);

CREATE TABLE participations (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    person_id uuid NOT NULL,
    perspectives jsonb NOT NULL,
    q_member boolean NOT NULL,
    remote_only boolean NOT NULL,
    joined_at timestamptz NOT NULL,
    left_at timestamptz,
    CONSTRAINT pk_participations PRIMARY KEY (id),
    CONSTRAINT fk_participations_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT,
    CONSTRAINT fk_participations_people_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_participations_project_id_person_id ON participations (project_id, person_id) WHERE left_at IS NULL;
CREATE INDEX ix_participations_project_id_id ON participations (project_id, id);
CREATE INDEX ix_participations_person_id ON participations (person_id);

CREATE TABLE consent_wordings (
    purpose text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    CONSTRAINT pk_consent_wordings PRIMARY KEY (purpose, version)
);

CREATE TABLE consent_entries (
    position bigint GENERATED ALWAYS AS IDENTITY,
    participation_id uuid NOT NULL,
    purpose text NOT NULL,
    given boolean NOT NULL,
    wording_version integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_consent_entries PRIMARY KEY (position),
    CONSTRAINT fk_consent_entries_participations_participation_id FOREIGN KEY (participation_id) REFERENCES participations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_consent_entries_consent_wordings_purpose_wording_version FOREIGN KEY (purpose, wording_version) REFERENCES consent_wordings (purpose, version) ON DELETE RESTRICT
);
CREATE INDEX ix_consent_entries_participation_id ON consent_entries (participation_id);
CREATE INDEX ix_consent_entries_purpose_wording_version ON consent_entries (purpose, wording_version);

INSERT INTO consent_wordings (purpose, version, text) VALUES
    ('contact', 1, 'You may write to me about this Lab: invitations, reminders and what came of my contributions.'),
    ('research', 1, 'You may use what I contribute, without my name, to understand the challenge this Lab works on, and keep the findings after the Lab has ended.'),
    ('quotation', 1, 'You may print my own words without my name, in a way that does not let readers work out who said them.'),
    ('namedCredit', 1, 'You may name me as somebody who took part, in publications and on the pages of this Lab.'),
    ('livedExperienceData', 1, 'You may record what I tell you about my own health, or the health of somebody I care for, and use it for this Lab only.'),
    ('newsletter', 1, 'Please send me the newsletter of this Lab. I can stop it at any time.');

CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER consent_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER consent_wordings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_wordings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

CREATE TABLE clients (
    id uuid NOT NULL,
    client_id text NOT NULL,
    name text NOT NULL,
    organisation_id uuid,
    secret_hash text NOT NULL,
    scopes text[] NOT NULL,
    registered_at timestamptz NOT NULL,
    CONSTRAINT pk_clients PRIMARY KEY (id),
    CONSTRAINT fk_clients_organisations_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_clients_client_id ON clients (client_id);
CREATE INDEX ix_clients_organisation_id ON clients (organisation_id);

CREATE TABLE signing_keys (
    kid text NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamptz NOT NULL,
    signs_from timestamptz NOT NULL,
    CONSTRAINT pk_signing_keys PRIMARY KEY (kid)
);
