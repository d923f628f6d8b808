-- What publications has told of a theme: its words and what became of it, each from the highest version heard, in whatever order they come.
ALTER TABLE themes ADD words_version integer NOT NULL DEFAULT 1, ADD state text NOT NULL DEFAULT 'Open', ADD "into" uuid[] NOT NULL DEFAULT '{}',
    ADD state_version integer NOT NULL DEFAULT 0;
ALTER TABLE themes ALTER words_version DROP DEFAULT, ALTER state DROP DEFAULT, ALTER "into" DROP DEFAULT, ALTER state_version DROP DEFAULT;
