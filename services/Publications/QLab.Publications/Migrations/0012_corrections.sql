-- What became of themes is kept like every other change.
INSERT INTO change_entries (noun, thing_id, version, action, reason, changed_at)
SELECT 'theme', theme_id, version, lower(state), reason, changed_at FROM theme_changes ORDER BY changed_at, version;
DROP TABLE theme_changes;

-- A publication that was retracted keeps its address, which says so.
ALTER TABLE publications ADD retracted_at timestamptz, ADD retraction_reason text;

ALTER TABLE insights ADD withdrawn_at timestamptz;

-- Evidence that was removed did help with what came out before.
ALTER TABLE evidence ADD removed_at timestamptz;
DROP INDEX ix_evidence_theme_id_contribution_id_passage_start_passage_end;
CREATE UNIQUE INDEX ix_evidence_theme_id_contribution_id_passage_start_passage_end
    ON evidence (theme_id, contribution_id, passage_start, passage_end) NULLS NOT DISTINCT
    WHERE contribution_id IS NOT NULL AND question IS NULL AND removed_at IS NULL;
