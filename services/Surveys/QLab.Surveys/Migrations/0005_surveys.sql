ALTER TABLE surveys ADD reminded_at timestamptz;
CREATE INDEX ix_surveys_closes_at ON surveys (closes_at) WHERE (closed_at IS NULL);

-- With which the participants service wants to be sent what nobody on the way may read.
CREATE TABLE message_keys (
    public_key bytea NOT NULL,
    announced_at timestamptz NOT NULL,
    CONSTRAINT pk_message_keys PRIMARY KEY (public_key)
);

CREATE TABLE imports (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    dry_run boolean NOT NULL,
    state text NOT NULL,
    fingerprint bytea,
    lines integer NOT NULL,
    refused integer NOT NULL,
    imported integer NOT NULL,
    faults jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT pk_imports PRIMARY KEY (id),
    CONSTRAINT fk_imports_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
CREATE INDEX ix_imports_survey_id_id ON imports (survey_id, id);

-- Lines that were checked and wait for the moment at which all of them become responses; nobody else reads them.
CREATE TABLE import_lines (
    import_id uuid NOT NULL,
    number integer NOT NULL,
    response_id uuid NOT NULL,
    participant_id uuid,
    language text NOT NULL,
    quotas text[] NOT NULL,
    answers jsonb NOT NULL,
    submitted_at timestamptz NOT NULL,
    CONSTRAINT pk_import_lines PRIMARY KEY (import_id, number)
);
CREATE INDEX ix_import_lines_participant_id ON import_lines (participant_id) WHERE (participant_id IS NOT NULL);
