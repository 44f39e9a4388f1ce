-- A mandate we ended is struck when the provider says so, and not before: a closed loan's
-- certificate waits for it (SPEC §13.1, screen 6).
alter table mandate
  add column strike text check (strike in ('asked', 'unanswered', 'struck')),
  add column strikes int not null default 0;
alter table loan
  add column ended_on date,
  add constraint loan_ended check (ended_on is null or closed_on is not null);
-- Those closed before are told of already.
update loan set ended_on = closed_on where closed_on is not null;
create index loan_application on loan (application_id);
