-- When what a team is called was said, and the version of a grant: a correction may overtake what it corrects.
ALTER TABLE teams ADD known_at timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE teams ALTER known_at DROP DEFAULT;
ALTER TABLE grants ADD version integer NOT NULL DEFAULT 1;
ALTER TABLE grants ALTER version DROP DEFAULT;
