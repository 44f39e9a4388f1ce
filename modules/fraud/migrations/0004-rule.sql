-- What makes a doubt of what phone, bank and profile tell: a predicate, as data. It holds at the
-- gates there are, by raising a signal; a signal of a rule is over after the rule's days.
create table rule (
  id text primary key,
  code text not null unique check (code ~ '^[a-z][a-z0-9-]+$'),
  weight text not null check (weight in ('review', 'stop')),
  says text not null,
  condition jsonb not null,
  lasts_days int not null check (lasts_days between 1 and 366),
  state text not null check (state in ('on', 'off')),
  kept_by text not null,
  kept_at timestamptz not null
);
alter table signal add column rule_id text references rule (id);
alter table signal add column expires_at timestamptz;
create unique index signal_of_rule on signal (customer_id, rule_id) where cleared_at is null;

-- Who uses which install: one phone of many customers speaks against all of them.
create table install (
  install_id text not null,
  customer_id text not null,
  primary key (install_id, customer_id)
);
create index install_customer on install (customer_id);
-- Whose profile can be asked for.
create table claimant (customer_id text primary key);

insert into rule (id, code, weight, says, condition, lasts_days, state, kept_by, kept_at)
values
  ('rul_lender-apps', 'lender-apps-in-a-week', 'review',
   'Four or more apps of lenders were installed within seven days.',
   '{"ge": ["features.newLendingApps7", 4]}', 7, 'on', 'migration', '2026-01-01T00:00:00Z'),
  ('rul_stacking', 'loans-stacked', 'review',
   'Three or more loans were paid out, or four lenders are new, within thirty days.',
   '{"or": [{"ge": ["features.disbursals30", 3]}, {"ge": ["features.newLenders30", 4]}]}',
   30, 'on', 'migration', '2026-01-01T00:00:00Z'),
  ('rul_salary', 'salary-overstated', 'review',
   'The salary claimed is twice or more what the account is paid each month.',
   '{"and": [{"eq": ["features.salaryRegular", true]}, {"ge": ["claim.salaryPercent", 200]}]}',
   90, 'on', 'migration', '2026-01-01T00:00:00Z'),
  ('rul_device', 'device-shared', 'review',
   'Three or more customers use the same phone.',
   '{"ge": ["device.customers", 3]}', 366, 'on', 'migration', '2026-01-01T00:00:00Z');
