-- Expected credit loss of the whole book at a month's end (Ind AS 109), beside the IRACP floor that
-- each loan holds. It is an entry of the portfolio: of no loan.
alter table journal alter column loan_id drop not null;
create unique index journal_of_portfolio on journal (fact) where loan_id is null;

create table impairment (
  id text primary key,
  as_on date not null,
  booked_on date not null,
  booked_at timestamptz not null,
  booked_by text not null,
  exposure bigint not null,
  expected_loss bigint not null check (expected_loss >= 0),
  -- What the loans hold by the floor, which this takes the place of in the books.
  floor_standard bigint not null,
  floor_npa bigint not null,
  -- Where the floor is above the loss: kept back from what was earned.
  reserve bigint not null check (reserve >= 0),
  status text not null check (status in ('booked', 'reversed')),
  reason text,
  reversed_by text,
  reversed_on date
);
create unique index impairment_standing on impairment (as_on) where status = 'booked';

create table impairment_group (
  id text primary key,
  impairment_id text not null references impairment (id),
  product text not null,
  stage int not null check (stage between 1 and 3),
  loans int not null,
  exposure bigint not null,
  pd text not null,
  lgd text not null,
  expected_loss bigint not null,
  floor bigint not null,
  unique (impairment_id, product, stage)
);
