-- Letters that were taken together to be printed.
CREATE TABLE letter_batches (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    letters integer NOT NULL,
    made_at timestamptz NOT NULL,
    printed_at timestamptz,
    CONSTRAINT pk_letter_batches PRIMARY KEY (id),
    CONSTRAINT fk_letter_batches_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT
);
CREATE INDEX ix_letter_batches_project_id_id ON letter_batches (project_id, id);

-- A message whose reader prefers post is a letter: state ToPrint until it is printed.
ALTER TABLE notifications ADD letter_batch_id uuid
    CONSTRAINT fk_notifications_letter_batches_letter_batch_id REFERENCES letter_batches (id) ON DELETE RESTRICT;
CREATE INDEX ix_notifications_letter_batch_id ON notifications (letter_batch_id);
