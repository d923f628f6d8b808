-- What was put right, taken back or ended: by whom, when and why. An entry stays as it is; an erasure alone takes out who it was.
CREATE TABLE change_entries (
    position bigint GENERATED ALWAYS AS IDENTITY,
    noun text NOT NULL,
    thing_id uuid NOT NULL,
    version integer,
    action text NOT NULL,
    reason text NOT NULL,
    person_id uuid,
    client text,
    before jsonb,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_change_entries PRIMARY KEY (position)
);
CREATE INDEX ix_change_entries_thing_id_noun ON change_entries (thing_id, noun);
CREATE INDEX ix_change_entries_person_id ON change_entries (person_id);

CREATE FUNCTION keep_change_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.person_id IS NULL AND to_jsonb(NEW) - 'person_id' = to_jsonb(OLD) - 'person_id' THEN RETURN NEW; END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER change_entries_append_only BEFORE UPDATE OR DELETE ON change_entries FOR EACH ROW EXECUTE FUNCTION keep_change_entries();
