CREATE TABLE rights_requests (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject uuid,
    whose jsonb,
    facts jsonb,
    private_key bytea,
    services text[] NOT NULL,
    requested_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    asked_at timestamptz NOT NULL,
    completed_at timestamptz,
    expires_at timestamptz,
    CONSTRAINT pk_rights_requests PRIMARY KEY (id)
);
CREATE INDEX ix_rights_requests_subject ON rights_requests (subject);
CREATE INDEX ix_rights_requests_asked_at ON rights_requests (asked_at) WHERE (completed_at IS NULL);

CREATE TABLE rights_answers (
    request_id uuid NOT NULL,
    service text NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT pk_rights_answers PRIMARY KEY (request_id, service),
    CONSTRAINT fk_rights_answers_rights_requests_request_id FOREIGN KEY (request_id) REFERENCES rights_requests (id) ON DELETE CASCADE
);

CREATE TABLE export_parts (
    request_id uuid NOT NULL,
    service text NOT NULL,
    part integer NOT NULL,
    parts integer NOT NULL,
    sealed bytea NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT pk_export_parts PRIMARY KEY (request_id, service, part),
    CONSTRAINT fk_export_parts_rights_requests_request_id FOREIGN KEY (request_id) REFERENCES rights_requests (id) ON DELETE CASCADE
);
