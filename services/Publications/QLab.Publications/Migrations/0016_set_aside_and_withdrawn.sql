-- What staff decided not to use, for now or at all, and why.
ALTER TABLE contributions ADD set_aside text, ADD set_aside_reason text,
    ADD CONSTRAINT ck_contributions_set_aside_with_a_reason CHECK ((set_aside IS NULL) = (set_aside_reason IS NULL));
ALTER TABLE told_outcomes ADD set_aside text, ADD set_aside_reason text;
CREATE INDEX ix_contributions_project_id ON contributions (project_id);

-- A grant that was withdrawn, perhaps before its award was heard of.
ALTER TABLE grants ADD withdrawn boolean NOT NULL DEFAULT false;
ALTER TABLE grants ALTER withdrawn DROP DEFAULT;
