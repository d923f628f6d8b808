-- Any service may tell of contributions: each brings the words by which lineage speaks of its kind, and a version that orders what is told.
ALTER TABLE contributions ADD label text, ADD noun text;
UPDATE contributions SET
    label = CASE kind WHEN 'SurveyResponse' THEN 'a survey response' WHEN 'WorkshopNote' THEN 'a workshop note'
        WHEN 'Learning' THEN 'a test team''s learning' WHEN 'GroupPost' THEN 'a post in the online group' ELSE kind END,
    noun = CASE kind WHEN 'SurveyResponse' THEN 'survey response' WHEN 'WorkshopNote' THEN 'workshop note'
        WHEN 'Learning' THEN 'test team learning' WHEN 'GroupPost' THEN 'group post' ELSE kind END,
    version = CASE WHEN kind = 'GroupPost' THEN version WHEN removed_at IS NULL THEN 1 ELSE 2 END,
    kind = lower(left(kind, 1)) || substr(kind, 2);
ALTER TABLE contributions ALTER label SET NOT NULL, ALTER noun SET NOT NULL, ALTER version DROP DEFAULT;

-- Where a team is; the stage may be heard of before the team is.
CREATE TABLE team_stages (
    team_id uuid NOT NULL,
    stage text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_team_stages PRIMARY KEY (team_id)
);
