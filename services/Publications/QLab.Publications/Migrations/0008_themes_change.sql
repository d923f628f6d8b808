ALTER TABLE themes ADD state text NOT NULL DEFAULT 'Open', ADD merged_into uuid, ADD split_into uuid[] NOT NULL DEFAULT '{}', ADD version integer NOT NULL DEFAULT 1;
ALTER TABLE themes ALTER state DROP DEFAULT, ALTER split_into DROP DEFAULT, ALTER version DROP DEFAULT;

-- Whose evidence counts for a theme, and since when: its own, and that of every theme that was merged into it, directly or by way of another.
CREATE TABLE theme_parts (
    theme_id uuid NOT NULL,
    part_id uuid NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT pk_theme_parts PRIMARY KEY (theme_id, part_id),
    CONSTRAINT fk_theme_parts_themes_theme_id FOREIGN KEY (theme_id) REFERENCES themes (id) ON DELETE RESTRICT,
    CONSTRAINT fk_theme_parts_themes_part_id FOREIGN KEY (part_id) REFERENCES themes (id) ON DELETE RESTRICT
);
CREATE INDEX ix_theme_parts_part_id ON theme_parts (part_id);
INSERT INTO theme_parts (theme_id, part_id, since) SELECT id, id, added_at FROM themes;

-- What was done with a theme and why; the list of changes is never rewritten.
CREATE TABLE theme_changes (
    theme_id uuid NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_theme_changes PRIMARY KEY (theme_id, version),
    CONSTRAINT fk_theme_changes_themes_theme_id FOREIGN KEY (theme_id) REFERENCES themes (id) ON DELETE RESTRICT
);
