-- What people who take part have given, in every service, and what became of it, as the services tell. Either may be heard of first.
CREATE TABLE contributions (
    id uuid NOT NULL,
    participation_id uuid NOT NULL,
    project_id uuid NOT NULL,
    service text,
    kind text,
    label text,
    given_at timestamptz,
    taken_back boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 0,
    counts boolean NOT NULL DEFAULT true,
    themes integer NOT NULL DEFAULT 0,
    insights integer NOT NULL DEFAULT 0,
    used_in jsonb NOT NULL DEFAULT '[]',
    outcome_version integer NOT NULL DEFAULT 0,
    CONSTRAINT pk_contributions PRIMARY KEY (id),
    CONSTRAINT fk_contributions_participations_participation_id
        FOREIGN KEY (participation_id) REFERENCES participations (id) ON DELETE CASCADE
);
CREATE INDEX ix_contributions_participation_id ON contributions (participation_id);
