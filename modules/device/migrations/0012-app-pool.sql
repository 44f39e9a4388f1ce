-- Every package any phone has shown, and how many people have it now.
create table app_package (
  id text primary key,
  package text not null unique,
  label text not null,
  kind text not null,
  basis text not null,
  guess text not null,
  sure_percent int not null,
  wants_review boolean not null,
  population int not null,
  first_seen_at timestamptz not null
);

-- Who has which: a keyed hash of the person, so that no table tells which person has which app.
create table app_holder (
  holder text primary key,
  -- Of each package, in order: its id, the key's generation, when it was last seen, when removed.
  packages json not null
) with (fillfactor = 80);
alter table app_holder alter column packages set storage external;

-- How a package's population moved, by the day it became known.
create table app_package_day (
  package_id text not null references app_package,
  day date not null,
  gain int not null,
  primary key (package_id, day)
);
create index app_package_day_day on app_package_day (day);

create view package as
  with latest as (
    select distinct on (package) * from app_answer order by package, version desc)
  select p.id, p.package as name, p.label,
         coalesce(a.kind, p.kind) as kind,
         case when a.kind is null then p.basis else 'answer' end as basis,
         case when a.kind is not null then 'answered'
              when p.wants_review then 'review'
              when p.basis = 'table' then 'known'
              else 'guessed' end as status,
         p.guess, p.sure_percent,
         case when p.population < 5 then '<5' else p.population::text end as people,
         case when p.population < 5 then 0 else p.population end as reach,
         case when p.population < 5 then 0 else coalesce(
           (select sum(d.gain)::int from app_package_day d
             where d.package_id = p.id
               and d.day > (select max(day) from app_package_day) - 7), 0) end as weekly_gain,
         p.first_seen_at, a.answered_at, a.answered_by, a.reason
    from app_package p left join latest a on a.package = p.package;
