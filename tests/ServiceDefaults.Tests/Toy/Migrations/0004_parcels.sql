CREATE TABLE parcels (
    id uuid NOT NULL,
    state text NOT NULL,
    weighed bigint NOT NULL,
    finished_at timestamptz,
    label text,
    CONSTRAINT pk_parcels PRIMARY KEY (id)
);
CREATE TABLE parcel_lines (
    parcel_id uuid NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    tags text[] NOT NULL,
    note text,
    sent_at timestamptz NOT NULL,
    doubled integer GENERATED ALWAYS AS (number * 2) STORED,
    CONSTRAINT pk_parcel_lines PRIMARY KEY (parcel_id, number)
);
