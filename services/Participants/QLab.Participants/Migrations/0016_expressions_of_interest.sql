-- People whom a partner has put forward at once: how many, and what was wrong with the lines that were not taken.
CREATE TABLE interest_lists (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    organisation_id uuid,
    taken integer NOT NULL,
    refused jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT pk_interest_lists PRIMARY KEY (id),
    CONSTRAINT fk_interest_lists_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT,
    CONSTRAINT fk_interest_lists_organisations_organisation_id
        FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
);
CREATE INDEX ix_interest_lists_project_id_id ON interest_lists (project_id, id);
CREATE INDEX ix_interest_lists_organisation_id ON interest_lists (organisation_id);

-- That somebody would like to take part. Deleted when its time is over.
CREATE TABLE expressions_of_interest (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    language text NOT NULL,
    perspectives jsonb NOT NULL,
    why text NOT NULL,
    organisation_id uuid,
    list_id uuid,
    line integer,
    state text NOT NULL,
    token_hash bytea,
    received_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    answered_at timestamptz,
    kept_until timestamptz NOT NULL,
    consents jsonb NOT NULL,
    participation_id uuid,
    CONSTRAINT pk_expressions_of_interest PRIMARY KEY (id),
    CONSTRAINT fk_expressions_of_interest_projects_project_id
        FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT,
    CONSTRAINT fk_expressions_of_interest_organisations_organisation_id
        FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_expressions_of_interest_interest_lists_list_id
        FOREIGN KEY (list_id) REFERENCES interest_lists (id) ON DELETE RESTRICT
);
CREATE INDEX ix_expressions_of_interest_project_id_id ON expressions_of_interest (project_id, id);
CREATE UNIQUE INDEX ix_expressions_of_interest_email_key_project_id
    ON expressions_of_interest (email_key, project_id) WHERE state = 'Confirmed';
CREATE INDEX ix_expressions_of_interest_email_key_received_at ON expressions_of_interest (email_key, received_at);
CREATE UNIQUE INDEX ix_expressions_of_interest_token_hash ON expressions_of_interest (token_hash);
CREATE INDEX ix_expressions_of_interest_kept_until ON expressions_of_interest (kept_until);
CREATE INDEX ix_expressions_of_interest_participation_id ON expressions_of_interest (participation_id);
CREATE INDEX ix_expressions_of_interest_organisation_id ON expressions_of_interest (organisation_id);
CREATE INDEX ix_expressions_of_interest_list_id ON expressions_of_interest (list_id);

-- A mail may go to whoever has said that they would like to take part.
ALTER TABLE notifications ADD interest_id uuid;
CREATE INDEX ix_notifications_interest_id ON notifications (interest_id);
