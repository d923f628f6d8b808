CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A text as people search for it: compatibility forms taken apart, marks and case gone. Done here because .NET does not normalise without ICU.
-- The collation is named so that the key does not depend on the database's locale.
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT replace(replace(replace(translate(
        regexp_replace(lower(normalize($1, NFKD) COLLATE "und-x-icu"), '[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F]', '', 'g'),
        'øłđðħıŧς’ʼ', 'olddhitσ'''''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$;

ALTER TABLE people
    ADD COLUMN display_name text,
    ADD COLUMN name_key text NOT NULL GENERATED ALWAYS AS (folded(name)) STORED;
CREATE INDEX ix_people_name_key ON people USING gin (name_key gin_trgm_ops);
CREATE INDEX ix_people_email_key_trigrams ON people USING gin (email_key gin_trgm_ops);

ALTER TABLE organisations ADD COLUMN name_key text NOT NULL GENERATED ALWAYS AS (folded(name)) STORED;
CREATE INDEX ix_organisations_name_key ON organisations USING gin (name_key gin_trgm_ops);

CREATE TABLE access_needs (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    category text NOT NULL,
    words text NOT NULL,
    identified_on date NOT NULL,
    identified_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    flagged boolean NOT NULL,
    with_facilitators boolean NOT NULL,
    with_organisations uuid[] NOT NULL,
    sharing_agreed_at timestamptz,
    met boolean,
    outcome_on date,
    outcome_note text,
    ended_at timestamptz,
    history jsonb NOT NULL,
    CONSTRAINT pk_access_needs PRIMARY KEY (id),
    CONSTRAINT fk_access_needs_people_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_access_needs_person_id ON access_needs (person_id);
INSERT INTO access_needs (id, person_id, category, words, identified_on, identified_by, recorded_at, flagged, with_facilitators, with_organisations, history)
SELECT gen_random_uuid(), p.id, 'Other', need, (p.added_at AT TIME ZONE 'UTC')::date, 'Themselves', p.added_at, true, false, '{}',
    jsonb_build_array(jsonb_build_object('step', 'recorded', 'at', to_char(p.added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'words', need))
FROM people p CROSS JOIN LATERAL unnest(p.access_needs) AS need;
ALTER TABLE people DROP COLUMN access_needs;

-- The steps of the funnel that a participation has reached. An erasure gives the participation another id; its steps follow.
CREATE TABLE participation_steps (
    participation_id uuid NOT NULL,
    step text NOT NULL,
    CONSTRAINT pk_participation_steps PRIMARY KEY (participation_id, step),
    CONSTRAINT fk_participation_steps_participations_participation_id FOREIGN KEY (participation_id) REFERENCES participations (id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE imports (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    state text NOT NULL,
    look_alikes text NOT NULL,
    lines integer NOT NULL,
    done integer NOT NULL,
    received_at timestamptz NOT NULL,
    finished_at timestamptz,
    lines_until timestamptz,
    totals jsonb NOT NULL,
    CONSTRAINT pk_imports PRIMARY KEY (id),
    CONSTRAINT fk_imports_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT
);
CREATE INDEX ix_imports_project_id ON imports (project_id);

-- Held for some days only, so that the report can be read; no foreign keys, because a line may name somebody who is gone.
CREATE TABLE import_lines (
    id uuid NOT NULL,
    import_id uuid NOT NULL,
    number integer NOT NULL,
    position integer NOT NULL,
    fields jsonb NOT NULL,
    email_key text NOT NULL,
    name_key text NOT NULL GENERATED ALWAYS AS (coalesce(left(folded(left(fields ->> 'name', 200)), 500), '')) STORED,
    outcome text NOT NULL,
    reasons jsonb NOT NULL,
    of_person uuid,
    like_person uuid,
    of_line integer,
    participation_id uuid,
    CONSTRAINT pk_import_lines PRIMARY KEY (id),
    CONSTRAINT fk_import_lines_imports_import_id FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ix_import_lines_import_id_position ON import_lines (import_id, position);
CREATE INDEX ix_import_lines_import_id_email_key ON import_lines (import_id, email_key);
CREATE INDEX ix_import_lines_import_id_name_key ON import_lines (import_id, name_key);
CREATE INDEX ix_import_lines_email_key ON import_lines (email_key);
