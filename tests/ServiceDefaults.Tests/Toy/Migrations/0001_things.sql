CREATE TABLE things (
    id uuid NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_things PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_things_name ON things (name);
