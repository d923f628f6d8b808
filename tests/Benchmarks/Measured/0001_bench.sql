CREATE TABLE effects (
    name text NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT pk_effects PRIMARY KEY (name)
);
INSERT INTO effects VALUES ('measured', 0);
