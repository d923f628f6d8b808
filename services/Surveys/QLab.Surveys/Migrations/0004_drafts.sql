CREATE TABLE questionnaire_drafts (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    key text NOT NULL,
    definition jsonb NOT NULL,
    based_on_id uuid,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_questionnaire_drafts PRIMARY KEY (id),
    CONSTRAINT fk_questionnaire_drafts_questionnaires_based_on_id FOREIGN KEY (based_on_id) REFERENCES questionnaires (id) ON DELETE RESTRICT
);
CREATE INDEX ix_questionnaire_drafts_project_id_key ON questionnaire_drafts (project_id, key);
CREATE INDEX ix_questionnaire_drafts_based_on_id ON questionnaire_drafts (based_on_id);
