CREATE INDEX ix_contributions_participant_id ON contributions (participant_id);
