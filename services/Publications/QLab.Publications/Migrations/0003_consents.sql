CREATE TABLE consents (
    participant_id uuid NOT NULL,
    purpose text NOT NULL,
    given boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_consents PRIMARY KEY (participant_id, purpose)
);
