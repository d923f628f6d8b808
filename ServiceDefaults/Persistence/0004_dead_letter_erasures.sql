-- Erasures whose dead letters are still to be taken out of the broker's queues, which is done after their commit. By then the ids are known as
-- hashes alone (erased_ids), so a row names nobody. Whoever asked for the erasure by message is answered once the letters are gone.
CREATE TABLE dead_letter_erasures (
    id bigint GENERATED ALWAYS AS IDENTITY,
    erasure_id uuid,
    asked_at timestamptz NOT NULL,
    CONSTRAINT pk_dead_letter_erasures PRIMARY KEY (id)
);
