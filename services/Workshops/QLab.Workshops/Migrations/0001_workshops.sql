CREATE TABLE projects (
    id uuid NOT NULL,
    title text,
    simulated boolean NOT NULL,
    closed boolean NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id)
);

CREATE TABLE participants (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    present boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (project_id, id)
);

CREATE TABLE workshops (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    format text NOT NULL,
    city text,
    venue text,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    agenda jsonb NOT NULL,
    held_at timestamptz,
    attended integer,
    CONSTRAINT pk_workshops PRIMARY KEY (id)
);
CREATE INDEX ix_workshops_project_id ON workshops (project_id);

CREATE TABLE places (
    workshop_id uuid NOT NULL,
    capacity integer NOT NULL,
    booked integer NOT NULL,
    CONSTRAINT pk_places PRIMARY KEY (workshop_id),
    CONSTRAINT fk_places_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT,
    CONSTRAINT ck_places_never_oversold CHECK (booked BETWEEN 0 AND capacity)
) WITH (fillfactor = 50);

CREATE TABLE bookings (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    booked_at timestamptz NOT NULL,
    CONSTRAINT pk_bookings PRIMARY KEY (id),
    CONSTRAINT fk_bookings_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_bookings_workshop_id_participant_id ON bookings (workshop_id, participant_id);

CREATE TABLE notes (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    session text,
    kind text NOT NULL,
    text text NOT NULL,
    participant_id uuid,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_notes PRIMARY KEY (id),
    CONSTRAINT fk_notes_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE INDEX ix_notes_workshop_id ON notes (workshop_id);
