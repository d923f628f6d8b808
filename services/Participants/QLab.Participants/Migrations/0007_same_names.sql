-- Whether somebody has exactly this name: the trigram index answers that slowly once many names begin alike.
CREATE INDEX ix_people_name_key_same ON people USING hash (name_key);
