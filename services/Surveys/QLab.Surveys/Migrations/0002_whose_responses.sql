CREATE INDEX ix_responses_participant_id ON responses (participant_id);
