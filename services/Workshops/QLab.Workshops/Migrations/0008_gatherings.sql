-- Gatherings are of several kinds, and are prepared as drafts before anybody sees them.
ALTER TABLE workshops
    ADD kind text NOT NULL DEFAULT 'Workshop',
    ADD draft boolean NOT NULL DEFAULT false,
    ADD series text,
    ADD at_event text,
    ADD access_features text[] NOT NULL DEFAULT '{}',
    ADD access_notes text,
    ADD access_needs text[] NOT NULL DEFAULT '{}',
    ADD agreement text,
    ADD joining_link text,
    ADD joining_instructions text,
    ADD presenting_team_ids uuid[] NOT NULL DEFAULT '{}',
    ADD sequence integer NOT NULL DEFAULT 0;
ALTER TABLE workshops
    ALTER kind DROP DEFAULT,
    ALTER draft DROP DEFAULT,
    ALTER access_features DROP DEFAULT,
    ALTER access_needs DROP DEFAULT,
    ALTER presenting_team_ids DROP DEFAULT,
    ALTER sequence DROP DEFAULT;

-- Places in the room and places online are counted apart. What was booked before is online where the whole workshop was.
ALTER TABLE places ADD attendance text;
UPDATE places SET attendance = CASE w.format WHEN 'Online' THEN 'Online' ELSE 'InRoom' END FROM workshops w WHERE w.id = workshop_id;
ALTER TABLE places ALTER attendance SET NOT NULL, DROP CONSTRAINT pk_places;
ALTER TABLE places ADD CONSTRAINT pk_places PRIMARY KEY (workshop_id, attendance);
INSERT INTO places (workshop_id, attendance, capacity, booked, closed)
    SELECT p.workshop_id, 'Online', 0, 0, p.closed FROM places p JOIN workshops w ON w.id = p.workshop_id WHERE w.format = 'Hybrid';
ALTER TABLE bookings ADD attendance text;
UPDATE bookings SET attendance = CASE w.format WHEN 'Online' THEN 'Online' ELSE 'InRoom' END FROM workshops w WHERE w.id = workshop_id;
ALTER TABLE bookings ALTER attendance SET NOT NULL;

CREATE TABLE facilitators (
    workshop_id uuid NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT pk_facilitators PRIMARY KEY (workshop_id, person_id),
    CONSTRAINT fk_facilitators_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE CASCADE
);
CREATE INDEX ix_facilitators_person_id ON facilitators (person_id);
