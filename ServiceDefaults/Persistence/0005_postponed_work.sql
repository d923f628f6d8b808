-- Rows that work in the background failed with: they wait, longer after each failure, and the others go on.
CREATE TABLE postponed_work (
    work text NOT NULL,
    row_id uuid NOT NULL,
    failures integer NOT NULL,
    not_before timestamptz NOT NULL,
    reason text NOT NULL,
    CONSTRAINT pk_postponed_work PRIMARY KEY (work, row_id)
);
