-- What whoever gave an anonymous response consented to on its own form; of those from before, nobody knows.
ALTER TABLE responses ADD consents text[] NOT NULL DEFAULT '{}';
ALTER TABLE responses ALTER consents DROP DEFAULT;
ALTER TABLE imports ADD consents text[] NOT NULL DEFAULT '{}';
ALTER TABLE imports ALTER consents DROP DEFAULT;
