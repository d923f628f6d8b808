-- Who may download a material; until somebody says so, the Lab.
ALTER TABLE materials ADD audience text NOT NULL DEFAULT 'Lab';
ALTER TABLE materials ALTER audience DROP DEFAULT;
