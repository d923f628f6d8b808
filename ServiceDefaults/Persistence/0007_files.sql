-- Files that people send, each content once. A table whose rows have a file refers to file_contents by its hash. Most files are packed already, so
-- their chunks are stored as they are; and what was deleted is to leave the disk soon.
CREATE TABLE file_contents (
    hash bytea NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    stored_at timestamptz NOT NULL,
    CONSTRAINT pk_file_contents PRIMARY KEY (hash)
);

CREATE TABLE file_chunks (
    hash bytea NOT NULL,
    number integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT pk_file_chunks PRIMARY KEY (hash, number),
    CONSTRAINT fk_file_chunks_file_contents_hash FOREIGN KEY (hash) REFERENCES file_contents (hash) ON DELETE CASCADE
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 10000);
ALTER TABLE file_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
