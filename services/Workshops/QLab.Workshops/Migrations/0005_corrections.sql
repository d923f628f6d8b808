-- A workshop that was cancelled takes no bookings; its places are closed under the same lock under which they are taken.
ALTER TABLE workshops ADD cancelled_at timestamptz, ADD cancellation_reason text;
ALTER TABLE places ADD closed boolean NOT NULL DEFAULT false;
ALTER TABLE places ALTER closed DROP DEFAULT;

-- A note that was removed stays without its words, so that what rested on it can be followed.
ALTER TABLE notes ADD version integer NOT NULL DEFAULT 1, ADD removed_at timestamptz;
ALTER TABLE notes ALTER version DROP DEFAULT;
