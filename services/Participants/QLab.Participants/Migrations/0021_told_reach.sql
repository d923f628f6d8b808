-- How other services were told last that a participant is reached by what is written to them, and what that was read from.
CREATE TABLE told_reach (
    participation_id uuid NOT NULL,
    project_id uuid NOT NULL,
    reach text NOT NULL,
    told_at timestamptz NOT NULL,
    person_version bigint NOT NULL,
    address_hash bytea NOT NULL,
    CONSTRAINT pk_told_reach PRIMARY KEY (participation_id)
);
