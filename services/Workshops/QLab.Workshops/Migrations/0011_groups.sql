-- Who sits with whom in a round of a gathering, by pseudonym.
CREATE TABLE groupings (
    id uuid NOT NULL,
    workshop_id uuid NOT NULL,
    session text,
    size integer NOT NULL,
    seed integer NOT NULL,
    not_with_broken integer NOT NULL,
    drawn_at timestamptz NOT NULL,
    CONSTRAINT pk_groupings PRIMARY KEY (id),
    CONSTRAINT fk_groupings_workshops_workshop_id FOREIGN KEY (workshop_id) REFERENCES workshops (id) ON DELETE RESTRICT
);
CREATE INDEX ix_groupings_workshop_id ON groupings (workshop_id);

CREATE TABLE group_members (
    grouping_id uuid NOT NULL,
    number integer NOT NULL,
    participant_id uuid NOT NULL,
    CONSTRAINT pk_group_members PRIMARY KEY (grouping_id, participant_id),
    CONSTRAINT fk_group_members_groupings_grouping_id FOREIGN KEY (grouping_id) REFERENCES groupings (id) ON DELETE CASCADE
);
CREATE INDEX ix_group_members_participant_id ON group_members (participant_id);
