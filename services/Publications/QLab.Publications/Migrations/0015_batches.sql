-- Which contributions may be used only together with others, so that one person's consent never shows which is theirs.
CREATE TABLE batched_contributions (
    contribution_id uuid NOT NULL,
    batch_id uuid,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_batched_contributions PRIMARY KEY (contribution_id)
);
CREATE INDEX ix_batched_contributions_batch_id ON batched_contributions (batch_id);
