-- The journeys as a river. Each move is kept once, by its fact: what is counted from it is counted
-- when it is new, so a batch that comes twice changes nothing.

create table move (
  fact text primary key,
  seq bigint generated always as identity,
  journey text not null,
  id text not null,
  customer_id text not null,
  -- Empty at the start.
  from_step text not null,
  to_step text not null,
  trigger text not null,
  at timestamptz not null,
  business_date date not null,
  -- The step left was entered on the same business date.
  same_day boolean not null,
  -- Quarter octave of the business milliseconds spent in the step left (dwell.ts).
  bucket int not null check (bucket >= 0),
  -- The fraud gate wants a person to look.
  review boolean not null
);
create index move_day on move (journey, business_date);
create index move_customer on move (customer_id);

-- Where each instance stands.
create table step (
  journey text not null,
  id text not null,
  customer_id text not null,
  step text not null,
  since timestamptz not null,
  moved_at timestamptz not null,
  review boolean not null,
  primary key (journey, id)
);
create index step_people on step (journey, step, since, id);
create index step_customer on step (customer_id);

create table flow_day (
  journey text not null,
  business_date date not null,
  from_step text not null,
  to_step text not null,
  trigger text not null,
  moves bigint not null check (moves > 0),
  same_day bigint not null check (same_day between 0 and moves),
  primary key (journey, business_date, from_step, to_step, trigger)
);

create table dwell_day (
  journey text not null,
  business_date date not null,
  step text not null,
  bucket int not null,
  moves bigint not null check (moves > 0),
  primary key (journey, business_date, step, bucket)
);

-- People in each step at the first fact of a business date, for the ghost of yesterday.
create table river_day (business_date date primary key);
create table step_day (
  business_date date not null references river_day,
  journey text not null,
  step text not null,
  people bigint not null check (people > 0),
  primary key (business_date, journey, step)
);
