-- Timers that wait, and how many of each kind have fired. `platform.leave` writes and removes them.

create table platform.timer (
  module text not null,
  name text not null,
  key text not null,
  due timestamptz not null,
  -- The envelope of the event it becomes, as JSON.
  body text not null,
  primary key (module, name)
) with (fillfactor = 80);
create index timer_by_due on platform.timer (due);

create table platform.timer_stat (
  module text not null,
  kind text not null,
  fired bigint not null,
  last_fired_at timestamptz not null,
  last_due timestamptz not null,
  primary key (module, kind)
) with (fillfactor = 50);
