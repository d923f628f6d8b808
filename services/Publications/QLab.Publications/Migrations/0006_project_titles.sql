-- Which of a project's events its title is from: a correction may overtake the opening.
ALTER TABLE projects ADD title_version integer NOT NULL DEFAULT 0;
ALTER TABLE projects ALTER title_version DROP DEFAULT;
