CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY,
    message_id uuid NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    trace_parent text,
    occurred_at timestamptz NOT NULL,
    CONSTRAINT pk_outbox PRIMARY KEY (position)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE inbox (
    message_id uuid NOT NULL,
    consumer text NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT pk_inbox PRIMARY KEY (message_id, consumer)
);
CREATE INDEX ix_inbox_received_at ON inbox (received_at);

CREATE TABLE remembered_answers (
    caller text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    headers jsonb NOT NULL,
    body bytea NOT NULL,
    remembered_at timestamptz NOT NULL,
    CONSTRAINT pk_remembered_answers PRIMARY KEY (caller, key)
);
CREATE INDEX ix_remembered_answers_remembered_at ON remembered_answers (remembered_at);
