-- Which place a theme took in a prioritising round.
CREATE TABLE theme_places (
    round_id uuid NOT NULL,
    theme_id uuid NOT NULL,
    place integer,
    items integer NOT NULL,
    closed_at timestamptz NOT NULL,
    CONSTRAINT pk_theme_places PRIMARY KEY (round_id, theme_id)
);
CREATE INDEX ix_theme_places_theme_id ON theme_places (theme_id);
