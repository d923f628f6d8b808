-- What was asked for and as of which moment; the content is written anew for each download and kept nowhere.
CREATE TABLE exports (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    format text NOT NULL,
    language text,
    delimiter text NOT NULL,
    bom boolean NOT NULL,
    as_of bigint NOT NULL,
    frozen_at timestamptz NOT NULL,
    rows bigint NOT NULL,
    rows_of_nobody bigint NOT NULL,
    state text NOT NULL,
    rows_written bigint NOT NULL,
    withdrawn_since bigint NOT NULL,
    erased_since bigint NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT pk_exports PRIMARY KEY (id),
    CONSTRAINT fk_exports_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
CREATE INDEX ix_exports_survey_id ON exports (survey_id);
