-- A ballot no longer says whose invitation it is for, nor an invitation which ballot: codes follow from numbers and two secrets, one of
-- which is in no database. Ballots that are there keep their numbers until the service, which knows the other secret, begins.
CREATE TABLE ballot_stocks (
    survey_id uuid NOT NULL,
    secret bytea,
    printed integer NOT NULL,
    handed_out integer NOT NULL,
    invited integer,
    answered integer,
    CONSTRAINT pk_ballot_stocks PRIMARY KEY (survey_id),
    CONSTRAINT fk_ballot_stocks_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);

-- In a table of its own, because a column that is dropped stays in the rows.
CREATE TABLE numbered_invitations AS
    SELECT id, survey_id, participant_id, row_number() OVER (PARTITION BY survey_id ORDER BY random())::integer AS number, ballot_id
    FROM invitations;

ALTER TABLE ballots ADD number integer;
UPDATE ballots b SET number = i.number FROM numbered_invitations i WHERE i.ballot_id = b.id;
DROP INDEX ix_ballots_survey_id;
CREATE UNIQUE INDEX ix_ballots_survey_id_number ON ballots (survey_id, number);

INSERT INTO ballot_stocks (survey_id, printed, handed_out)
    SELECT survey_id, max(number), max(number) FROM numbered_invitations GROUP BY survey_id;

DROP TABLE invitations;
CREATE TABLE invitations (
    id uuid NOT NULL,
    survey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    number integer NOT NULL,
    left_out boolean NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT fk_invitations_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
INSERT INTO invitations (id, survey_id, participant_id, number, left_out)
    SELECT id, survey_id, participant_id, number, false FROM numbered_invitations ORDER BY id;
CREATE UNIQUE INDEX ix_invitations_survey_id_participant_id ON invitations (survey_id, participant_id);
CREATE UNIQUE INDEX ix_invitations_survey_id_number ON invitations (survey_id, number);
CREATE INDEX ix_invitations_participant_id ON invitations (participant_id);
DROP TABLE numbered_invitations;
