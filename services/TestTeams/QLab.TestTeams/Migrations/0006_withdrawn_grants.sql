-- A grant that was recorded of the wrong team, or was not paid in the end.
ALTER TABLE grants ADD withdrawn_at timestamptz;
