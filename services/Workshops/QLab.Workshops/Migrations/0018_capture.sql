-- A note may be secret until all are revealed, and a note for the room says what it may be used for.
ALTER TABLE notes ADD secret boolean NOT NULL DEFAULT false, ADD consents text[] NOT NULL DEFAULT '{}';
UPDATE notes SET consents = '{research}' WHERE participant_id IS NULL AND text <> '[erased]';
ALTER TABLE notes ALTER secret DROP DEFAULT, ALTER consents DROP DEFAULT;

CREATE TABLE consents (
    participant_id uuid NOT NULL,
    purpose text NOT NULL,
    given boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_consents PRIMARY KEY (participant_id, purpose)
);

-- Somebody presents, and those who listen complete three sentences for them.
CREATE TABLE role_plays (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    presenter_id uuid NOT NULL,
    code text NOT NULL,
    opened_at timestamptz NOT NULL,
    CONSTRAINT pk_role_plays PRIMARY KEY (id),
    CONSTRAINT fk_role_plays_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_role_plays_workshop_id_code ON role_plays (workshop_id, code);
CREATE INDEX ix_role_plays_presenter_id ON role_plays (presenter_id);

CREATE TABLE role_play_feedback (
    role_play_id uuid NOT NULL,
    giver_id uuid NOT NULL,
    influenced text NOT NULL,
    doubted text NOT NULL,
    voice_and_body text NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT pk_role_play_feedback PRIMARY KEY (role_play_id, giver_id),
    CONSTRAINT fk_role_play_feedback_role_plays_role_play_id FOREIGN KEY (role_play_id) REFERENCES role_plays (id) ON DELETE CASCADE
);
CREATE INDEX ix_role_play_feedback_giver_id ON role_play_feedback (giver_id);
