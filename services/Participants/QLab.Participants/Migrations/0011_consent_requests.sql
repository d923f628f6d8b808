-- How an answer was given: by the person themselves, told to staff, on a page behind a link in a mail, or on paper. Null for those from before.
ALTER TABLE consent_entries ADD method text, ADD paper jsonb;

-- A wording in further languages: what consent_wordings says is English.
CREATE TABLE consent_wording_translations (
    purpose text NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    CONSTRAINT pk_consent_wording_translations PRIMARY KEY (purpose, version, language),
    CONSTRAINT "fk_consent_wording_translations_consent_wordings_purpose_versi~"
        FOREIGN KEY (purpose, version) REFERENCES consent_wordings (purpose, version) ON DELETE RESTRICT
);
INSERT INTO consent_wording_translations (purpose, version, language, text) VALUES
    ('contact', 1, 'cy', 'Cewch ysgrifennu ataf ynghylch y Lab hwn: gwahoddiadau, nodiadau atgoffa a''r hyn a ddaeth o''m cyfraniadau.'),
    ('research', 1, 'cy', 'Cewch ddefnyddio''r hyn rwy''n ei gyfrannu, heb fy enw, i ddeall yr her y mae''r Lab hwn yn gweithio arni, a chadw''r canfyddiadau ar ôl i''r Lab ddod i ben.'),
    ('quotation', 1, 'cy', 'Cewch argraffu fy ngeiriau fy hun heb fy enw, mewn ffordd nad yw''n gadael i ddarllenwyr weithio allan pwy a''u dywedodd.'),
    ('namedCredit', 1, 'cy', 'Cewch fy enwi fel rhywun a gymerodd ran, mewn cyhoeddiadau ac ar dudalennau''r Lab hwn.'),
    ('livedExperienceData', 1, 'cy', 'Cewch gofnodi''r hyn rwy''n ei ddweud wrthych am fy iechyd fy hun, neu iechyd rhywun rwy''n gofalu amdano, a''i ddefnyddio ar gyfer y Lab hwn yn unig.'),
    ('newsletter', 1, 'cy', 'Anfonwch gylchlythyr y Lab hwn ataf. Gallaf roi''r gorau iddo unrhyw bryd.');
CREATE TRIGGER consent_wording_translations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_wording_translations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

CREATE TABLE consent_requests (
    id uuid NOT NULL,
    participation_id uuid NOT NULL,
    purposes text[] NOT NULL,
    token_hash bytea NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    answered_at timestamptz,
    CONSTRAINT pk_consent_requests PRIMARY KEY (id),
    CONSTRAINT fk_consent_requests_participations_participation_id
        FOREIGN KEY (participation_id) REFERENCES participations (id) ON DELETE CASCADE
);
CREATE INDEX ix_consent_requests_participation_id ON consent_requests (participation_id);
CREATE UNIQUE INDEX ix_consent_requests_token_hash ON consent_requests (token_hash);
