-- What belongs to a workshop to be downloaded. The file itself lies in file_contents, once for all who have the same.
CREATE TABLE materials (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    title text NOT NULL,
    credit text,
    licence text,
    file_name text NOT NULL,
    file_hash bytea NOT NULL,
    added_at timestamptz NOT NULL,
    CONSTRAINT pk_materials PRIMARY KEY (id),
    CONSTRAINT fk_materials_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT,
    CONSTRAINT fk_materials_file_contents_file_hash FOREIGN KEY (file_hash) REFERENCES file_contents (hash) ON DELETE RESTRICT
);
CREATE INDEX ix_materials_workshop_id ON materials (workshop_id);
CREATE INDEX ix_materials_file_hash ON materials (file_hash);
