-- What people read of a survey beside its title: in the other languages of its questionnaire, what it is for, and whom to ask.
ALTER TABLE surveys ADD titles jsonb, ADD purpose jsonb, ADD contact text;
