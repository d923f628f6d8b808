-- What a team recorded can be put right. A learning that was removed stays without its words, so that what rested on it can be followed.
ALTER TABLE learnings ADD version integer NOT NULL DEFAULT 1, ADD removed_at timestamptz;
ALTER TABLE learnings ALTER version DROP DEFAULT;
ALTER TABLE grants ADD version integer NOT NULL DEFAULT 1;
ALTER TABLE grants ALTER version DROP DEFAULT;
