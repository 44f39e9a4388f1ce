-- Schema monitor: generated from its migrations, never edited.

create table alias (
  key text not null,
  customer_id text not null,
  at timestamp with time zone not null,
  constraint alias_pkey PRIMARY KEY (key, customer_id, at),
  constraint alias_customer_id_check CHECK ((customer_id ~~ 'cus\_%'::text))
);
CREATE INDEX alias_customer ON alias USING btree (customer_id);

create table dwell_day (
  journey text not null,
  business_date date not null,
  step text not null,
  bucket integer not null,
  moves bigint not null,
  constraint dwell_day_pkey PRIMARY KEY (journey, business_date, step, bucket),
  constraint dwell_day_moves_check CHECK ((moves > 0))
);

create table flow_day (
  journey text not null,
  business_date date not null,
  from_step text not null,
  to_step text not null,
  trigger text not null,
  moves bigint not null,
  same_day bigint not null,
  constraint flow_day_pkey PRIMARY KEY (journey, business_date, from_step, to_step, trigger),
  constraint flow_day_check CHECK (((same_day >= 0) AND (same_day <= moves))),
  constraint flow_day_moves_check CHECK ((moves > 0))
);

create table handle (
  mark text not null,
  customer_id text not null,
  what text not null,
  constraint handle_pkey PRIMARY KEY (mark, customer_id),
  constraint handle_customer_id_check CHECK ((customer_id ~~ 'cus\_%'::text)),
  constraint handle_mark_check CHECK ((length(mark) = 64))
);

create table move (
  fact text not null,
  seq bigint generated always as identity not null,
  journey text not null,
  id text not null,
  customer_id text not null,
  from_step text not null,
  to_step text not null,
  trigger text not null,
  at timestamp with time zone not null,
  business_date date not null,
  same_day boolean not null,
  bucket integer not null,
  review boolean not null,
  constraint move_pkey PRIMARY KEY (fact),
  constraint move_bucket_check CHECK ((bucket >= 0))
);
CREATE INDEX move_customer ON move USING btree (customer_id);
CREATE INDEX move_day ON move USING btree (journey, business_date);

create table rest (
  one boolean default true not null,
  before timestamp with time zone not null,
  constraint rest_pkey PRIMARY KEY (one),
  constraint rest_one_check CHECK (one)
);

create table river_day (
  business_date date not null,
  constraint river_day_pkey PRIMARY KEY (business_date)
);

create table step (
  journey text not null,
  id text not null,
  customer_id text not null,
  step text not null,
  since timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  review boolean not null,
  constraint step_pkey PRIMARY KEY (journey, id)
);
CREATE INDEX step_customer ON step USING btree (customer_id);
CREATE INDEX step_people ON step USING btree (journey, step, since, id);

create table step_day (
  business_date date not null,
  journey text not null,
  step text not null,
  people bigint not null,
  constraint step_day_pkey PRIMARY KEY (business_date, journey, step),
  constraint step_day_business_date_fkey FOREIGN KEY (business_date) REFERENCES river_day(business_date),
  constraint step_day_people_check CHECK ((people > 0))
);

create table trail (
  id text not null,
  seq bigint generated always as identity not null,
  key text not null,
  type text not null,
  v integer not null,
  topic text not null,
  at timestamp with time zone not null,
  rx timestamp with time zone not null,
  business_date date not null,
  actor text not null,
  cause text,
  correlation text not null,
  policy_version text,
  data jsonb not null,
  constraint trail_pkey PRIMARY KEY (id),
  constraint trail_v_check CHECK ((v > 0))
);
CREATE INDEX trail_path ON trail USING btree (key, at, seq);
CREATE INDEX trail_people_seen ON trail USING gin (((data -> 'customerIds'::text))) WHERE (type = 'people-seen'::text);
CREATE INDEX trail_received ON trail USING brin (rx);
