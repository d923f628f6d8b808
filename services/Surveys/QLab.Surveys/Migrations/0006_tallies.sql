-- What the responses of a survey say together, folded in up to a position; under a lens (a filter, groups, one question) where it has one.
CREATE TABLE tallies (
    survey_id uuid NOT NULL,
    lens text NOT NULL,
    id uuid NOT NULL,
    definition jsonb NOT NULL,
    position bigint NOT NULL,
    state jsonb NOT NULL,
    shown jsonb,
    shown_position bigint,
    taken_out boolean NOT NULL,
    used_at timestamptz NOT NULL,
    CONSTRAINT pk_tallies PRIMARY KEY (survey_id, lens),
    CONSTRAINT fk_tallies_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
