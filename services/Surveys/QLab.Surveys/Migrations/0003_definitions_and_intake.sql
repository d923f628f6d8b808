ALTER TABLE questionnaires ADD definition jsonb;
UPDATE questionnaires SET definition = jsonb_build_object('title', title, 'languages', '["en"]'::jsonb, 'questions', questions);
ALTER TABLE questionnaires ALTER definition SET NOT NULL;
ALTER TABLE questionnaires DROP questions;

ALTER TABLE surveys
    ADD access text NOT NULL DEFAULT 'Open',
    ADD opens_at timestamptz,
    ADD closes_at timestamptz,
    ADD hidden_answers text NOT NULL DEFAULT 'Refuse',
    ADD amendable boolean NOT NULL DEFAULT false;
ALTER TABLE surveys ALTER access DROP DEFAULT, ALTER hidden_answers DROP DEFAULT, ALTER amendable DROP DEFAULT;

-- Each change of a response takes the next position, so that readers can go on from where they were.
ALTER TABLE responses
    ADD position bigint GENERATED ALWAYS AS IDENTITY,
    ADD language text NOT NULL DEFAULT 'en',
    ADD perspectives text[] NOT NULL DEFAULT '{}',
    ADD withdrawn boolean NOT NULL DEFAULT false,
    DROP submission_key;
ALTER TABLE responses ALTER language DROP DEFAULT, ALTER perspectives DROP DEFAULT, ALTER withdrawn DROP DEFAULT;
DROP INDEX ix_responses_survey_id_participant_id;
DROP INDEX ix_responses_participant_id;
CREATE UNIQUE INDEX ix_responses_survey_id_participant_id ON responses (survey_id, participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX ix_responses_participant_id ON responses (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX ix_responses_survey_id_position ON responses (survey_id, position);

-- What a response said before it was amended, from its position up to the one of the amendment.
CREATE TABLE earlier_answers (
    response_id uuid NOT NULL,
    position bigint NOT NULL,
    until_position bigint NOT NULL,
    survey_id uuid NOT NULL,
    language text NOT NULL,
    answers jsonb NOT NULL,
    CONSTRAINT pk_earlier_answers PRIMARY KEY (response_id, position),
    CONSTRAINT fk_earlier_answers_responses_response_id FOREIGN KEY (response_id) REFERENCES responses (id) ON DELETE CASCADE
);
CREATE INDEX ix_earlier_answers_survey_id_position ON earlier_answers (survey_id, position);

CREATE TABLE saved_answers (
    code_hash bytea NOT NULL,
    survey_id uuid NOT NULL,
    language text NOT NULL,
    answers jsonb NOT NULL,
    saved_on date NOT NULL,
    CONSTRAINT pk_saved_answers PRIMARY KEY (code_hash),
    CONSTRAINT fk_saved_answers_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
CREATE INDEX ix_saved_answers_survey_id ON saved_answers (survey_id);
CREATE INDEX ix_saved_answers_saved_on ON saved_answers (saved_on);

CREATE TABLE quotas (
    survey_id uuid NOT NULL,
    name text NOT NULL,
    "limit" integer NOT NULL,
    taken integer NOT NULL,
    "when" jsonb,
    CONSTRAINT pk_quotas PRIMARY KEY (survey_id, name),
    CONSTRAINT fk_quotas_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE,
    CONSTRAINT ck_quotas_never_exceeded CHECK (taken BETWEEN 0 AND "limit")
);

-- An invitation is never touched when its ballot is used: the ballot goes, and nothing else says that or when.
CREATE TABLE ballots (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    CONSTRAINT pk_ballots PRIMARY KEY (id),
    CONSTRAINT fk_ballots_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
CREATE INDEX ix_ballots_survey_id ON ballots (survey_id);

CREATE TABLE ballot_tokens (
    token_hash bytea NOT NULL,
    ballot_id uuid NOT NULL,
    CONSTRAINT pk_ballot_tokens PRIMARY KEY (token_hash),
    CONSTRAINT fk_ballot_tokens_ballots_ballot_id FOREIGN KEY (ballot_id) REFERENCES ballots (id) ON DELETE CASCADE
);
CREATE INDEX ix_ballot_tokens_ballot_id ON ballot_tokens (ballot_id);

CREATE TABLE invitations (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    ballot_id uuid NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT fk_invitations_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ix_invitations_survey_id_participant_id ON invitations (survey_id, participant_id);
CREATE UNIQUE INDEX ix_invitations_ballot_id ON invitations (ballot_id);
CREATE INDEX ix_invitations_participant_id ON invitations (participant_id);

CREATE TABLE participants (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    present boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    perspectives text[] NOT NULL,
    perspectives_at timestamptz NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (project_id, id)
);
CREATE INDEX ix_participants_id ON participants (id);

-- What receipt codes are made with when a submission carries a key of its own.
CREATE TABLE secrets (
    name text NOT NULL,
    value bytea NOT NULL,
    CONSTRAINT pk_secrets PRIMARY KEY (name)
);
INSERT INTO secrets VALUES ('receipts', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
