CREATE TABLE projects (
    id uuid NOT NULL,
    title text,
    simulated boolean NOT NULL,
    closed boolean NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id)
);

CREATE TABLE questionnaires (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    key text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    questions jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT pk_questionnaires PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_questionnaires_project_id_key_version ON questionnaires (project_id, key, version);

CREATE TABLE surveys (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    questionnaire_id uuid NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    mode text NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    close_reason text,
    CONSTRAINT pk_surveys PRIMARY KEY (id),
    CONSTRAINT fk_surveys_questionnaires_questionnaire_id FOREIGN KEY (questionnaire_id) REFERENCES questionnaires (id) ON DELETE RESTRICT
);
CREATE INDEX ix_surveys_project_id ON surveys (project_id);
CREATE INDEX ix_surveys_questionnaire_id ON surveys (questionnaire_id);

CREATE TABLE responses (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    participant_id uuid,
    submission_key bytea,
    answers jsonb NOT NULL,
    submitted_at timestamptz NOT NULL,
    CONSTRAINT pk_responses PRIMARY KEY (id),
    CONSTRAINT fk_responses_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_responses_survey_id_participant_id ON responses (survey_id, participant_id);
CREATE UNIQUE INDEX ix_responses_survey_id_submission_key ON responses (survey_id, submission_key);
