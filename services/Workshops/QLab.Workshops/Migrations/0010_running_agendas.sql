-- Where a gathering is in its agenda.
CREATE TABLE running_agendas (
    workshop_id uuid NOT NULL,
    began_at timestamptz NOT NULL,
    position integer NOT NULL,
    started_at timestamptz NOT NULL,
    extra_minutes integer NOT NULL,
    CONSTRAINT pk_running_agendas PRIMARY KEY (workshop_id),
    CONSTRAINT fk_running_agendas_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
