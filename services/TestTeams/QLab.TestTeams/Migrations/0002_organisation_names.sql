-- When what is known of an organisation was said: a correction may overtake the registration.
ALTER TABLE organisations ADD known_at timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE organisations ALTER known_at DROP DEFAULT;
