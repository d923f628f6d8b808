-- What other services were told last of the partner that a participant belongs to.
CREATE TABLE told_affiliations (
    participation_id uuid NOT NULL,
    project_id uuid NOT NULL,
    organisation_id uuid,
    CONSTRAINT pk_told_affiliations PRIMARY KEY (participation_id)
);
