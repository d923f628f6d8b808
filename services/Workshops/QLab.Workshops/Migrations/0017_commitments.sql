-- What a workshop asks at its end, and the cards that people filled in.
CREATE TABLE commitment_cards (
    workshop_id uuid NOT NULL,
    questions text[] NOT NULL,
    return_on date NOT NULL,
    CONSTRAINT pk_commitment_cards PRIMARY KEY (workshop_id),
    CONSTRAINT fk_commitment_cards_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);

CREATE TABLE commitments (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    participant_id uuid,
    answers jsonb NOT NULL,
    return_on date NOT NULL,
    return_by text NOT NULL,
    made_at timestamptz NOT NULL,
    version integer NOT NULL,
    returned_at timestamptz,
    link_hash bytea,
    link_expires_at timestamptz,
    outcome text,
    outcome_at timestamptz,
    CONSTRAINT pk_commitments PRIMARY KEY (id),
    CONSTRAINT fk_commitments_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_commitments_workshop_id_participant_id ON commitments (workshop_id, participant_id);
CREATE INDEX ix_commitments_participant_id ON commitments (participant_id);
CREATE UNIQUE INDEX ix_commitments_link_hash ON commitments (link_hash);
CREATE INDEX ix_commitments_return_on ON commitments (return_on) WHERE (returned_at IS NULL);
