-- What was last told of each contribution with a participant: from what differs now follows what to tell next.
CREATE TABLE told_outcomes (
    contribution_id uuid NOT NULL,
    counts boolean NOT NULL,
    themes integer NOT NULL,
    insights integer NOT NULL,
    used_in jsonb NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_told_outcomes PRIMARY KEY (contribution_id)
);
