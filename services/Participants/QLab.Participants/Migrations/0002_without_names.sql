-- Proofs outlive people: the ledger and the audit log name them by ids that are kept in their own rows alone and go with those.
ALTER TABLE people
    ADD COLUMN audit_id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN organisation_id uuid,
    ADD COLUMN language text NOT NULL DEFAULT 'en',
    ADD CONSTRAINT fk_people_organisations_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT;
CREATE INDEX ix_people_organisation_id ON people (organisation_id);

ALTER TABLE participations
    ALTER COLUMN person_id DROP NOT NULL,
    ADD COLUMN ledger_id uuid DEFAULT gen_random_uuid();

ALTER TABLE consent_entries DISABLE TRIGGER consent_entries_append_only;
ALTER TABLE consent_entries DROP CONSTRAINT fk_consent_entries_participations_participation_id;
ALTER TABLE consent_entries RENAME COLUMN participation_id TO ledger_id;
ALTER INDEX ix_consent_entries_participation_id RENAME TO ix_consent_entries_ledger_id;
UPDATE consent_entries e SET ledger_id = p.ledger_id FROM participations p WHERE p.id = e.ledger_id;
ALTER TABLE consent_entries ENABLE TRIGGER consent_entries_append_only;

CREATE TABLE audit_entries (
    position bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    organisation_id uuid,
    action text NOT NULL,
    what text NOT NULL,
    subjects uuid[] NOT NULL,
    from_address text,
    trace_id text,
    CONSTRAINT pk_audit_entries PRIMARY KEY (position)
);
CREATE INDEX ix_audit_entries_subjects ON audit_entries USING gin (subjects);
CREATE INDEX ix_audit_entries_at ON audit_entries (at);
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

CREATE TABLE notifications (
    id uuid NOT NULL,
    person_id uuid,
    participation_id uuid,
    subscription_id uuid,
    template text NOT NULL,
    purpose text,
    values bytea,
    state text NOT NULL,
    requested_at timestamptz NOT NULL,
    CONSTRAINT pk_notifications PRIMARY KEY (id)
);
