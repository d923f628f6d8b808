-- Which responses a tally counts, in which groups, is called a query everywhere else; empty for the whole survey.
ALTER TABLE tallies RENAME COLUMN lens TO query;
