ALTER TABLE notifications
    ADD COLUMN issue_id uuid,
    ADD COLUMN reason text,
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN next_attempt_at timestamptz,
    ADD COLUMN settled_at timestamptz;
UPDATE notifications SET next_attempt_at = requested_at WHERE state = 'Waiting';
CREATE INDEX ix_notifications_next_attempt_at ON notifications (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX ix_notifications_person_id ON notifications (person_id);
CREATE INDEX ix_notifications_participation_id ON notifications (participation_id);
CREATE INDEX ix_notifications_subscription_id ON notifications (subscription_id);
CREATE INDEX ix_notifications_issue_id ON notifications (issue_id);

CREATE TABLE written_templates (
    name text NOT NULL,
    language text NOT NULL,
    version integer NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    written_at timestamptz NOT NULL,
    CONSTRAINT pk_written_templates PRIMARY KEY (name, language, version)
);

-- Whoever bounced is known by a keyed hash of the address, so that a list of addresses is not kept for its own sake.
CREATE TABLE bounced_addresses (
    address_hash bytea NOT NULL,
    kind text NOT NULL,
    count integer NOT NULL,
    reason text,
    last_at timestamptz NOT NULL,
    CONSTRAINT pk_bounced_addresses PRIMARY KEY (address_hash)
);

CREATE TABLE newsletter_subscriptions (
    id uuid NOT NULL,
    project_id uuid,
    participation_id uuid,
    email text,
    email_key text,
    language text NOT NULL,
    state text NOT NULL,
    said_at timestamptz,
    token_hash bytea,
    token_expires_at timestamptz,
    asks integer NOT NULL,
    asks_since timestamptz NOT NULL,
    CONSTRAINT pk_newsletter_subscriptions PRIMARY KEY (id),
    CONSTRAINT fk_newsletter_subscriptions_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_newsletter_subscriptions_email_key_project_id
    ON newsletter_subscriptions (email_key, project_id) NULLS NOT DISTINCT WHERE email_key IS NOT NULL;
CREATE UNIQUE INDEX ix_newsletter_subscriptions_participation_id ON newsletter_subscriptions (participation_id) WHERE participation_id IS NOT NULL;
CREATE UNIQUE INDEX ix_newsletter_subscriptions_token_hash ON newsletter_subscriptions (token_hash);
CREATE INDEX ix_newsletter_subscriptions_project_id ON newsletter_subscriptions (project_id);

CREATE TABLE newsletter_issues (
    id uuid NOT NULL,
    project_id uuid,
    subject text NOT NULL,
    markdown text NOT NULL,
    language text NOT NULL,
    written_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT pk_newsletter_issues PRIMARY KEY (id),
    CONSTRAINT fk_newsletter_issues_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT
);
CREATE INDEX ix_newsletter_issues_project_id ON newsletter_issues (project_id);

CREATE TABLE group_rules (
    project_id uuid NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    written_at timestamptz NOT NULL,
    CONSTRAINT pk_group_rules PRIMARY KEY (project_id, version),
    CONSTRAINT fk_group_rules_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT
);

CREATE TABLE group_members (
    participation_id uuid NOT NULL,
    display_name text,
    accepted_version integer NOT NULL,
    accepted_at timestamptz NOT NULL,
    CONSTRAINT pk_group_members PRIMARY KEY (participation_id)
);

CREATE TABLE group_topics (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    title text NOT NULL,
    started_by uuid,
    locked boolean NOT NULL,
    started_at timestamptz NOT NULL,
    CONSTRAINT pk_group_topics PRIMARY KEY (id),
    CONSTRAINT fk_group_topics_projects_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE RESTRICT
);
CREATE INDEX ix_group_topics_project_id ON group_topics (project_id);
CREATE INDEX ix_group_topics_started_by ON group_topics (started_by);

CREATE TABLE group_posts (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    topic_id uuid NOT NULL,
    reply_to uuid,
    author_id uuid,
    by_lab boolean NOT NULL,
    markdown text,
    state text NOT NULL,
    version integer NOT NULL,
    written_at timestamptz NOT NULL,
    edited_at timestamptz,
    reason text,
    CONSTRAINT pk_group_posts PRIMARY KEY (id),
    CONSTRAINT fk_group_posts_group_topics_topic_id FOREIGN KEY (topic_id) REFERENCES group_topics (id) ON DELETE RESTRICT
);
CREATE INDEX ix_group_posts_topic_id_id ON group_posts (topic_id, id);
CREATE INDEX ix_group_posts_author_id ON group_posts (author_id);

CREATE TABLE group_former_texts (
    post_id uuid NOT NULL,
    version integer NOT NULL,
    markdown text NOT NULL,
    CONSTRAINT pk_group_former_texts PRIMARY KEY (post_id, version),
    CONSTRAINT fk_group_former_texts_group_posts_post_id FOREIGN KEY (post_id) REFERENCES group_posts (id) ON DELETE RESTRICT
);

CREATE TABLE group_reactions (
    post_id uuid NOT NULL,
    participation_id uuid NOT NULL,
    kind text NOT NULL,
    CONSTRAINT pk_group_reactions PRIMARY KEY (post_id, participation_id, kind),
    CONSTRAINT fk_group_reactions_group_posts_post_id FOREIGN KEY (post_id) REFERENCES group_posts (id) ON DELETE RESTRICT
);
CREATE INDEX ix_group_reactions_participation_id ON group_reactions (participation_id);

CREATE TABLE group_reports (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    post_id uuid NOT NULL,
    reporter_id uuid,
    reason text,
    reported_at timestamptz NOT NULL,
    settled_at timestamptz,
    outcome text,
    CONSTRAINT pk_group_reports PRIMARY KEY (id),
    CONSTRAINT fk_group_reports_group_posts_post_id FOREIGN KEY (post_id) REFERENCES group_posts (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_group_reports_post_id_reporter_id ON group_reports (post_id, reporter_id) WHERE settled_at IS NULL;
CREATE INDEX ix_group_reports_reporter_id ON group_reports (reporter_id);
CREATE INDEX ix_group_reports_project_id_id ON group_reports (project_id, id);
