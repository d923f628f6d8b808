-- Which partner of the project a participant belongs to: a partner books for its own people.
CREATE TABLE affiliations (
    participant_id uuid NOT NULL,
    organisation_id uuid,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_affiliations PRIMARY KEY (participant_id)
);
