-- Passages that surveys has told of: the highest version heard, also of those that are coded no longer, so that a late word changes nothing.
CREATE TABLE passage_versions (
    id uuid NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_passage_versions PRIMARY KEY (id)
);

-- Evidence with a question is a coded passage. It may be heard of before its contribution is, and two coders may code the same words.
ALTER TABLE evidence ADD COLUMN question text;
ALTER TABLE evidence DROP CONSTRAINT fk_evidence_contributions_contribution_id;
DROP INDEX ix_evidence_theme_id_contribution_id_passage_start_passage_end;
CREATE UNIQUE INDEX ix_evidence_theme_id_contribution_id_passage_start_passage_end
    ON evidence (theme_id, contribution_id, passage_start, passage_end) NULLS NOT DISTINCT WHERE contribution_id IS NOT NULL AND question IS NULL;
