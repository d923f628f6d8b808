-- Prioritising rounds: what a project puts in an order, and one vote a person.
CREATE TABLE rounds (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    workshop_id uuid,
    title text NOT NULL,
    question text NOT NULL,
    method text NOT NULL,
    items jsonb NOT NULL,
    dots integer,
    most_on_one integer,
    opened_at timestamptz NOT NULL,
    closes_at timestamptz,
    closed_at timestamptz,
    cancelled_at timestamptz,
    result jsonb,
    CONSTRAINT pk_rounds PRIMARY KEY (id),
    CONSTRAINT fk_rounds_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE INDEX ix_rounds_project_id ON rounds (project_id);
CREATE INDEX ix_rounds_workshop_id ON rounds (workshop_id);
CREATE INDEX ix_rounds_closes_at ON rounds (closes_at) WHERE (closed_at IS NULL AND cancelled_at IS NULL);

CREATE TABLE votes (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    participant_id uuid,
    choices jsonb NOT NULL,
    cast_at timestamptz NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_votes PRIMARY KEY (id),
    CONSTRAINT fk_votes_rounds_round_id FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_votes_round_id_participant_id ON votes (round_id, participant_id);
CREATE INDEX ix_votes_participant_id ON votes (participant_id);
