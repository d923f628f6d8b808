-- What a survey's form asks consent to is the survey's own, in versions; an answer keeps the version that it saw.
ALTER TABLE surveys ADD consents jsonb NOT NULL DEFAULT '[]', ADD consent_version integer NOT NULL DEFAULT 0;
UPDATE surveys SET consent_version = 1, consents = '[{"purpose": "research", "wording": {"en": "My answers may be used for the research of the Lab: read, grouped with those of others and exported for analysis.", "cy": "Caniateir i’m hatebion gael eu defnyddio ar gyfer ymchwil y Lab: eu darllen, eu grwpio gyda rhai pobl eraill a’u hallforio i’w dadansoddi."}}, {"purpose": "quotation", "wording": {"en": "My own words may be quoted in what the Lab publishes, without saying whose they are.", "cy": "Caniateir i’m geiriau fy hun gael eu dyfynnu yn yr hyn y mae’r Lab yn ei gyhoeddi, heb ddweud pwy a’u dywedodd."}}]'
WHERE mode = 'Anonymous';
ALTER TABLE surveys ALTER consents DROP DEFAULT, ALTER consent_version DROP DEFAULT;

CREATE TABLE consent_forms (
    survey_id uuid NOT NULL,
    version integer NOT NULL,
    asked jsonb NOT NULL,
    CONSTRAINT pk_consent_forms PRIMARY KEY (survey_id, version),
    CONSTRAINT fk_consent_forms_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES surveys (id) ON DELETE CASCADE
);
INSERT INTO consent_forms SELECT id, consent_version, consents FROM surveys WHERE consent_version = 1;

-- Of those that were brought in, and those from before forms asked, nobody knows the wording.
ALTER TABLE responses ADD consent_version integer, ADD contribution_version integer NOT NULL DEFAULT 1;
UPDATE responses SET consent_version = 1 WHERE consents <> '{}';
ALTER TABLE responses ALTER contribution_version DROP DEFAULT;
