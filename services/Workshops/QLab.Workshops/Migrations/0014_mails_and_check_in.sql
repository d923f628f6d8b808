-- What is written next to whoever has a place: a confirmation, a reminder, and once more afterwards.
ALTER TABLE bookings
    ADD due_mail text,
    ADD presence text,
    ADD presence_recorded_at timestamptz,
    ADD access_needs text[] NOT NULL DEFAULT '{}';
ALTER TABLE bookings ALTER access_needs DROP DEFAULT;
UPDATE bookings SET due_mail = 'Reminder'
    FROM workshops WHERE workshops.id = bookings.workshop_id AND workshops.starts_at > now() AND workshops.held_at IS NULL;
CREATE INDEX ix_bookings_due_mail ON bookings (due_mail) WHERE due_mail IS NOT NULL;
