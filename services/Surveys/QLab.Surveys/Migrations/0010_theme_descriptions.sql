ALTER TABLE themes ADD COLUMN description text;
