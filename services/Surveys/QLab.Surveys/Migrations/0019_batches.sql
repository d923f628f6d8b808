-- Responses to confidential surveys may be used in batches, so that one person's consent never shows which response is theirs.
CREATE TABLE response_batches (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    complete boolean NOT NULL,
    CONSTRAINT pk_response_batches PRIMARY KEY (id),
    CONSTRAINT fk_response_batches_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
CREATE INDEX ix_response_batches_survey_id ON response_batches (survey_id);

CREATE TABLE batched_responses (
    response_id uuid NOT NULL,
    batch_id uuid,
    CONSTRAINT pk_batched_responses PRIMARY KEY (response_id),
    CONSTRAINT fk_batched_responses_responses_response_id FOREIGN KEY (response_id) REFERENCES responses (id) ON DELETE CASCADE,
    CONSTRAINT fk_batched_responses_response_batches_batch_id FOREIGN KEY (batch_id) REFERENCES response_batches (id) ON DELETE SET NULL
);
CREATE INDEX ix_batched_responses_batch_id ON batched_responses (batch_id);

-- What was ticked on the form of a confidential survey is told to the participants service together with what others have ticked.
ALTER TABLE responses ADD consents_told boolean NOT NULL DEFAULT true;
ALTER TABLE responses ALTER consents_told DROP DEFAULT;
CREATE INDEX ix_responses_survey_id ON responses (survey_id) WHERE (NOT consents_told);
