CREATE TABLE effects (
    happened bigint NOT NULL
);
