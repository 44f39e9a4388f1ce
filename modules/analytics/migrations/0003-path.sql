-- The steps people took, one after the other: screens of the app, and steps of each journey. A step
-- is kept once, by its fact, and for a while: what is older stands in the lake.
create table hop (
  fact text primary key,
  seq bigint generated always as identity,
  -- `app`, or the journey: `lending.application`.
  way text not null,
  -- Who went: an install on the app's screens, an instance of a journey.
  walker text not null,
  -- Empty at the beginning of a visit or of the journey.
  from_step text not null,
  to_step text not null,
  at timestamptz not null,
  business_date date not null,
  app_version text,
  device text,
  language text
);
create index hop_day on hop (way, business_date, walker, seq);
create index hop_edge on hop (way, from_step, to_step, business_date);

-- An install as it last told of itself, and whose it turned out to be. A journey is walked by a
-- customer: what they carried is that of the install they signed in on last.
create table walker (
  id text primary key,
  customer_id text,
  screen text not null default '',
  seen_at timestamptz not null,
  app_version text,
  device text,
  language text
);
create index walker_customer on walker (customer_id, seen_at);

-- Whose a journey's instance is.
create table journey_walker (id text primary key, customer_id text not null);

create table path_day (business_date date primary key);
