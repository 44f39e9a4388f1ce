-- Of the key a statement rests under: it is opened once more when the person's name becomes known.
alter table statement add column generation int;
