-- How what is written to somebody reaches them, as the participants service tells; null until it has.
ALTER TABLE participants
    ADD reach text,
    ADD reach_at timestamptz;
