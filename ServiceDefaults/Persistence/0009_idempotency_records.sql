-- Called as its rows are: idempotency records. They stay. A build that knows the former name does not run beside this one (docs/operations.md).
ALTER TABLE remembered_answers RENAME TO idempotency_records;
ALTER TABLE idempotency_records RENAME CONSTRAINT pk_remembered_answers TO pk_idempotency_records;
ALTER INDEX ix_remembered_answers_remembered_at RENAME TO ix_idempotency_records_remembered_at;
