-- What was recorded of an interview, until a day that is said beforehand.
CREATE TABLE recordings (
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    file_name text NOT NULL,
    file_hash bytea NOT NULL,
    added_at timestamptz NOT NULL,
    kept_until date NOT NULL,
    CONSTRAINT pk_recordings PRIMARY KEY (id),
    CONSTRAINT fk_recordings_interviews_interview_id FOREIGN KEY (interview_id) REFERENCES interviews (id) ON DELETE RESTRICT,
    CONSTRAINT fk_recordings_file_contents_file_hash FOREIGN KEY (file_hash) REFERENCES file_contents (hash) ON DELETE RESTRICT
);
CREATE INDEX ix_recordings_interview_id ON recordings (interview_id);
CREATE INDEX ix_recordings_file_hash ON recordings (file_hash);
CREATE INDEX ix_recordings_kept_until ON recordings (kept_until);
