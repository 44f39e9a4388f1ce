-- Features per customer, as of the day of the last thing that was read. Made anew from the entries
-- whenever some come; dropped and replayed they are the same again.
create table feature (
  id text primary key,
  version text not null,
  as_of date not null,
  source text not null,
  entries int not null,
  features jsonb not null,
  known_at timestamptz not null,
  salary_regular boolean generated always as ((features #>> '{salary,regular}')::boolean) stored,
  salary_monthly bigint generated always as ((features #>> '{salary,monthly}')::bigint) stored,
  average_balance bigint generated always as ((features #>> '{balances,average}')::bigint) stored,
  obligations bigint generated always as ((features #>> '{obligations,monthly}')::bigint) stored,
  bounces90 int generated always as ((features #>> '{bounces,in90}')::int) stored,
  new_lenders30 int generated always as ((features #>> '{stacking,newLenders30}')::int) stored
);
create index feature_known on feature (known_at desc, id desc);
