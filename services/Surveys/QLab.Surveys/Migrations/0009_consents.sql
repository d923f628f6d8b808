CREATE TABLE research_consents (
    participant_id uuid NOT NULL,
    given boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_research_consents PRIMARY KEY (participant_id)
);
