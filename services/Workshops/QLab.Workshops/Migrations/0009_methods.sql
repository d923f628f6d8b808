-- The Lab's own methods, and those that it has adapted; what comes with the service stays in the service.
CREATE TABLE methods (
    id uuid NOT NULL,
    key text NOT NULL,
    based_on uuid,
    description jsonb NOT NULL,
    added_at timestamptz NOT NULL,
    CONSTRAINT pk_methods PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_methods_key ON methods (key);
