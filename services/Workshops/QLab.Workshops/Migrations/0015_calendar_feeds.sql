-- Addresses at which a participant's calendar finds their places; whoever has one reads it, so only its hash is kept.
CREATE TABLE calendar_feeds (
    id uuid NOT NULL,
    participant_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    made_at timestamptz NOT NULL,
    shown uuid[] NOT NULL,
    CONSTRAINT pk_calendar_feeds PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_calendar_feeds_token_hash ON calendar_feeds (token_hash);
CREATE INDEX ix_calendar_feeds_participant_id ON calendar_feeds (participant_id);
