ALTER TABLE notifications
    ADD COLUMN issue_id uuid,
    ADD COLUMN reason text,
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN next_attempt_at timestamptz,
    ADD COLUMN settled_at timestamptz;
UPDATE notifications SET next_attempt_at = requested_at WHERE state = 'Waiting';
CREATE INDEX ix_notifications_next_attempt_at ON notifications (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX ix_notifications_person_id ON notifications (person_id);
CREATE INDEX ix_notifications_participation_id ON notifications (participation_id);
CREATE INDEX ix_notifications_subscription_id ON notifications (subscription_id);
CREATE INDEX ix_notifications_issue_id ON notifications (issue_id);

CREATE TABLE written_templates (
    name text NOT NULL,
    language text NOT NULL,
    version integer NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    written_at timestamptz NOT NULL,
    CONSTRAINT pk_written_templates PRIMARY KEY (name, language, version)
);

-- Whoever bounced is known by a keyed hash of the address, so that a list of addresses is not kept for its own sake.
CREATE TABLE bounced_addresses (
    address_hash bytea NOT NULL,
    kind text NOT NULL,
    count integer NOT NULL,
    reason text,
    last_at timestamptz NOT NULL,
    CONSTRAINT pk_bounced_addresses PRIMARY KEY (address_hash)
);
