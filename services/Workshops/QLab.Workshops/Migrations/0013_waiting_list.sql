-- A place can be waited for: whoever has the lowest ticket is offered the next one, for a while. The waiting and the offered are bookings
-- too, so that a place is one row from the first wish on; offers count as booked.
ALTER TABLE places
    ADD id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD waiting integer NOT NULL DEFAULT 0,
    ADD tickets integer NOT NULL DEFAULT 0,
    ADD next_offer_ends_at timestamptz;
ALTER TABLE places
    ALTER id DROP DEFAULT,
    ALTER waiting DROP DEFAULT,
    ALTER tickets DROP DEFAULT;
CREATE UNIQUE INDEX ix_places_id ON places (id);

ALTER TABLE bookings
    ADD state text NOT NULL DEFAULT 'Booked',
    ADD ticket integer,
    ADD offer_ends_at timestamptz,
    ADD agreed_at timestamptz,
    ADD link_hashes bytea[] NOT NULL DEFAULT '{}';
ALTER TABLE bookings
    ALTER state DROP DEFAULT,
    ALTER link_hashes DROP DEFAULT;

-- With it the participants service opens what nobody on the way to it may read.
CREATE TABLE message_keys (
    public_key bytea NOT NULL,
    announced_at timestamptz NOT NULL,
    CONSTRAINT pk_message_keys PRIMARY KEY (public_key)
);
