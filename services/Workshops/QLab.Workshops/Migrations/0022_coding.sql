-- The project's code book, as publications has told of it.
CREATE TABLE themes (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    code text NOT NULL,
    label text NOT NULL,
    description text,
    words_version integer NOT NULL,
    state text NOT NULL,
    "into" uuid[] NOT NULL,
    state_version integer NOT NULL,
    CONSTRAINT pk_themes PRIMARY KEY (id)
);
CREATE INDEX ix_themes_project_id ON themes (project_id);

-- Everything about coding names a coder by an id of its own: who that is stands here alone.
CREATE TABLE coders (
    id uuid NOT NULL,
    person_id uuid,
    client text,
    CONSTRAINT pk_coders PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_coders_person_id ON coders (person_id);
CREATE UNIQUE INDEX ix_coders_client ON coders (client);

-- Positions are Unicode code points of a turn. A passage that was taken away stays as an empty place, so that its versions go on.
CREATE TABLE passages (
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    project_id uuid NOT NULL,
    speaker_id uuid NOT NULL,
    turn integer NOT NULL,
    start_position integer NOT NULL,
    end_position integer NOT NULL,
    theme_id uuid NOT NULL,
    memo text,
    quote_hash text NOT NULL,
    coder_id uuid NOT NULL,
    changed_by uuid NOT NULL,
    version integer NOT NULL,
    removed boolean NOT NULL,
    coded_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_passages PRIMARY KEY (id),
    CONSTRAINT fk_passages_speakers_speaker_id FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_passages_themes_theme_id FOREIGN KEY (theme_id) REFERENCES themes (id) ON DELETE RESTRICT,
    CONSTRAINT ck_passages_range CHECK (start_position >= 0 AND end_position > start_position)
);
CREATE INDEX ix_passages_interview_id ON passages (interview_id);
CREATE INDEX ix_passages_theme_id ON passages (theme_id);
CREATE UNIQUE INDEX ix_passages_once ON passages (speaker_id, turn, theme_id, coder_id, start_position, end_position) WHERE NOT removed;

CREATE TABLE coding_memos (
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    about text NOT NULL,
    about_id uuid NOT NULL,
    coder_id uuid NOT NULL,
    text text NOT NULL,
    removed boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_coding_memos PRIMARY KEY (id),
    CONSTRAINT fk_coding_memos_interviews_interview_id FOREIGN KEY (interview_id) REFERENCES interviews (id) ON DELETE RESTRICT
);
CREATE INDEX ix_coding_memos_interview_id ON coding_memos (interview_id);

-- What coders have done, in order: nothing is changed here, what is undone is a further step.
CREATE TABLE coding_steps (
    number bigint GENERATED ALWAYS AS IDENTITY,
    interview_id uuid NOT NULL,
    coder_id uuid NOT NULL,
    kind text NOT NULL,
    thing_id uuid NOT NULL,
    speaker_id uuid,
    is_memo boolean NOT NULL,
    before jsonb,
    after jsonb,
    target bigint,
    at timestamptz NOT NULL,
    CONSTRAINT pk_coding_steps PRIMARY KEY (number)
);
CREATE INDEX ix_coding_steps_interview_id_coder_id_number ON coding_steps (interview_id, coder_id, number);
CREATE INDEX ix_coding_steps_thing_id ON coding_steps (thing_id);
