-- What staff decided not to use, for now or at all, and why.
ALTER TABLE contributions ADD set_aside jsonb, ADD together boolean NOT NULL DEFAULT false;

-- How many grants a team has now: one of several may be withdrawn.
ALTER TABLE funded_teams ADD grants integer NOT NULL DEFAULT 1;
ALTER TABLE funded_teams ALTER grants DROP DEFAULT;
