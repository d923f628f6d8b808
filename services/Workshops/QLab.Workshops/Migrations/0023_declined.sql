-- When a participant has said no themselves: nobody says yes in their place.
ALTER TABLE speakers ADD COLUMN declined_at timestamptz;
