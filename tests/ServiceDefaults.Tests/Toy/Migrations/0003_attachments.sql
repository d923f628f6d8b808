CREATE TABLE attachments (
    id uuid NOT NULL,
    file_hash bytea NOT NULL,
    file_name text NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (id),
    CONSTRAINT fk_attachments_file_contents_file_hash FOREIGN KEY (file_hash) REFERENCES file_contents (hash) ON DELETE RESTRICT
);
CREATE INDEX ix_attachments_file_hash ON attachments (file_hash);
