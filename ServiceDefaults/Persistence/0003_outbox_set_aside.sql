-- Why a message cannot be published by this build. It lets the others pass, and is tried again when the service starts.
ALTER TABLE outbox ADD COLUMN set_aside text;
