-- Interviews along a topic guide: who speaks in them, under which name, and what they said.
CREATE TABLE interviews (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    workshop_id uuid,
    title text NOT NULL,
    topics text[] NOT NULL,
    arranged_at timestamptz NOT NULL,
    transcribed_at timestamptz,
    CONSTRAINT pk_interviews PRIMARY KEY (id),
    CONSTRAINT fk_interviews_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE INDEX ix_interviews_project_id ON interviews (project_id);
CREATE INDEX ix_interviews_workshop_id ON interviews (workshop_id);

CREATE TABLE speakers (
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    name text NOT NULL,
    participant_id uuid,
    consents text[] NOT NULL,
    agreed_at timestamptz,
    version integer NOT NULL,
    CONSTRAINT pk_speakers PRIMARY KEY (id),
    CONSTRAINT fk_speakers_interviews_interview_id FOREIGN KEY (interview_id) REFERENCES interviews (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ix_speakers_interview_id_name ON speakers (interview_id, name);
CREATE INDEX ix_speakers_participant_id ON speakers (participant_id);

CREATE TABLE turns (
    interview_id uuid NOT NULL,
    number integer NOT NULL,
    speaker_id uuid NOT NULL,
    text text NOT NULL,
    seconds double precision,
    CONSTRAINT pk_turns PRIMARY KEY (interview_id, number),
    CONSTRAINT fk_turns_interviews_interview_id FOREIGN KEY (interview_id) REFERENCES interviews (id) ON DELETE CASCADE,
    CONSTRAINT fk_turns_speakers_speaker_id FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON DELETE CASCADE
);
CREATE INDEX ix_turns_speaker_id ON turns (speaker_id);
