-- Who had a place, or waited for one, at a gathering that was cancelled, to be shown to them until the day after it would have been.
CREATE TABLE cancelled_bookings (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    attendance text NOT NULL,
    booked_at timestamptz NOT NULL,
    CONSTRAINT pk_cancelled_bookings PRIMARY KEY (id),
    CONSTRAINT fk_cancelled_bookings_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cancelled_bookings_workshop_id ON cancelled_bookings (workshop_id);
CREATE INDEX ix_cancelled_bookings_participant_id ON cancelled_bookings (participant_id);
