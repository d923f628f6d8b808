-- What may be used needs a recorded consent: of whoever gave it, or, where it names nobody, of the form that it came with.
-- What a team has learned is the team's alone to share. Of anonymous contributions from before nobody knows what was agreed to.
ALTER TABLE contributions ADD consents text[] NOT NULL DEFAULT '{}';
ALTER TABLE contributions ALTER consents DROP DEFAULT;
UPDATE contributions SET consents = '{research,quotation}' WHERE kind = 'learning' AND participant_id IS NULL;
