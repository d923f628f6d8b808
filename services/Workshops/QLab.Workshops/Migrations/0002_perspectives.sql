ALTER TABLE participants
    ADD COLUMN perspectives text[] NOT NULL DEFAULT '{}',
    ADD COLUMN perspectives_at timestamptz NOT NULL DEFAULT '-infinity';
CREATE INDEX ix_bookings_participant_id ON bookings (participant_id);
CREATE INDEX ix_notes_participant_id ON notes (participant_id);
