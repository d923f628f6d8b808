-- Groups of responses count those that may be used for research: what was counted before is counted anew.
DELETE FROM tallies;
ALTER TABLE tallies ADD changed_use uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE tallies ALTER changed_use DROP DEFAULT;

-- How many responses an export leaves out, by reason; known from its next download on.
ALTER TABLE exports ADD left_out jsonb;
