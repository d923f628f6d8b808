CREATE TABLE role_grants (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    organisation_id uuid,
    granted_at timestamptz NOT NULL,
    CONSTRAINT pk_role_grants PRIMARY KEY (id),
    CONSTRAINT fk_role_grants_people_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_role_grants_organisations_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_role_grants_person_id_role ON role_grants (person_id, role);
CREATE INDEX ix_role_grants_organisation_id ON role_grants (organisation_id);
CREATE INDEX ix_role_grants_role ON role_grants (role);

-- No code is stored: it is worked out again from the row's id under a key that the database does not have.
CREATE TABLE sign_in_codes (
    id uuid NOT NULL,
    address_hash bytea NOT NULL,
    sealed_address bytea,
    tries integer NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_sign_in_codes PRIMARY KEY (id)
);
CREATE INDEX ix_sign_in_codes_address_hash ON sign_in_codes (address_hash);
CREATE INDEX ix_sign_in_codes_asked_at ON sign_in_codes (asked_at) WHERE sealed_address IS NOT NULL;

CREATE TABLE sign_in_counts (
    key bytea NOT NULL,
    opened_at timestamptz NOT NULL,
    count integer NOT NULL,
    CONSTRAINT pk_sign_in_counts PRIMARY KEY (key)
);

CREATE TABLE sessions (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    secret bytea NOT NULL,
    generation integer NOT NULL,
    started_at timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL,
    tokens_from timestamptz NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (id),
    CONSTRAINT fk_sessions_people_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sessions_person_id ON sessions (person_id);

CREATE TABLE revocations (
    claim text NOT NULL,
    value text NOT NULL,
    issued_before timestamptz NOT NULL,
    CONSTRAINT pk_revocations PRIMARY KEY (claim, value)
);

CREATE TABLE organisation_scopes (
    organisation_id uuid NOT NULL,
    scopes text[] NOT NULL,
    CONSTRAINT pk_organisation_scopes PRIMARY KEY (organisation_id),
    CONSTRAINT fk_organisation_scopes_organisations_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
);

ALTER TABLE clients
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN revoked_at timestamptz,
    ADD COLUMN previous_secret_hash text,
    ADD COLUMN previous_secret_until timestamptz,
    ADD COLUMN last_used_at timestamptz;
