-- What was known when: an entry's own instant of booking. Entries from before have none; they were
-- known by the end of the day they were booked on.
alter table journal add column known_at timestamptz;

-- A closed period: nothing is booked on its days any more, whatever its value date. Closed in
-- order, by two people, never opened again; a mistake found later is booked on an open day.
create table period (
  id text primary key,
  through date not null unique,
  closed_at timestamptz not null,
  closed_by text not null,
  entries bigint not null check (entries >= 0),
  debit bigint not null check (debit >= 0)
);

create function period_is_closed() returns trigger language plpgsql as $$
declare
  locked date;
  earliest date;
begin
  select max(through) into locked from lending.period;
  select min(booked_on) into earliest from fresh;
  if earliest <= locked then
    raise exception 'the books are closed through %: an entry cannot be booked on %',
      locked, earliest using errcode = '23514';
  end if;
  return null;
end $$;
create trigger journal_in_open_period after insert on journal
  referencing new table as fresh
  for each statement execute function period_is_closed();
create trigger period_kept before update or delete or truncate on period
  for each statement execute function ledger_is_append_only();

create index journal_booked_value on journal (booked_on, id);
