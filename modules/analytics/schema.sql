-- Schema analytics: generated from its migrations, never edited.

create table aggregate (
  id text not null,
  name text not null,
  spec jsonb not null,
  topics text[] not null,
  state text not null,
  origin text not null,
  problem text,
  made_at timestamp with time zone not null,
  constraint aggregate_pkey PRIMARY KEY (id),
  constraint aggregate_name_key UNIQUE (name),
  constraint aggregate_check CHECK (((state = 'stopped'::text) = (problem IS NOT NULL))),
  constraint aggregate_origin_check CHECK ((origin = ANY (ARRAY['module'::text, 'staff'::text, 'question'::text]))),
  constraint aggregate_spec_check CHECK ((jsonb_typeof(spec) = 'object'::text)),
  constraint aggregate_state_check CHECK ((state = ANY (ARRAY['catching-up'::text, 'live'::text, 'stopped'::text])))
);

create table asking (
  fingerprint text not null,
  business_date date not null,
  by text not null,
  times bigint default 0 not null,
  failed bigint default 0 not null,
  rows bigint default 0 not null,
  bytes bigint default 0 not null,
  ms double precision default 0 not null,
  constraint asking_pkey PRIMARY KEY (fingerprint, business_date, by),
  constraint asking_fingerprint_fkey FOREIGN KEY (fingerprint) REFERENCES wording(fingerprint)
);
CREATE INDEX asking_day ON asking USING btree (business_date);

create table cell (
  aggregate_id text not null,
  bucket text not null,
  key text not null,
  part integer not null,
  states jsonb not null,
  constraint cell_pkey PRIMARY KEY (aggregate_id, bucket, key, part),
  constraint cell_aggregate_id_fkey FOREIGN KEY (aggregate_id) REFERENCES aggregate(id) ON DELETE CASCADE
);

create table firing (
  trigger_id text not null,
  key text not null,
  at timestamp with time zone not null,
  fact text not null,
  constraint firing_pkey PRIMARY KEY (trigger_id, key),
  constraint firing_trigger_id_fkey FOREIGN KEY (trigger_id) REFERENCES trigger(id) ON DELETE CASCADE
);

create table hop (
  fact text not null,
  seq bigint generated always as identity not null,
  way text not null,
  walker text not null,
  from_step text not null,
  to_step text not null,
  at timestamp with time zone not null,
  business_date date not null,
  app_version text,
  device text,
  language text,
  constraint hop_pkey PRIMARY KEY (fact)
);
CREATE INDEX hop_day ON hop USING btree (way, business_date, walker, seq);
CREATE INDEX hop_edge ON hop USING btree (way, from_step, to_step, business_date);

create table journey_walker (
  id text not null,
  customer_id text not null,
  constraint journey_walker_pkey PRIMARY KEY (id)
);

create table lane (
  aggregate_id text not null,
  part integer not null,
  next jsonb default '{}'::jsonb not null,
  cells integer default 0 not null,
  facts bigint default 0 not null,
  latest timestamp with time zone,
  constraint lane_pkey PRIMARY KEY (aggregate_id, part),
  constraint lane_aggregate_id_fkey FOREIGN KEY (aggregate_id) REFERENCES aggregate(id) ON DELETE CASCADE,
  constraint lane_cells_check CHECK ((cells >= 0)),
  constraint lane_facts_check CHECK ((facts >= 0)),
  constraint lane_part_check CHECK ((part >= 0))
);

create table path_day (
  business_date date not null,
  constraint path_day_pkey PRIMARY KEY (business_date)
);

create table question (
  id text not null,
  title text not null,
  sql text not null,
  chart text not null,
  by text not null,
  made_at timestamp with time zone not null,
  aggregate_id text,
  state text default 'lake'::text not null,
  constraint question_pkey PRIMARY KEY (id),
  constraint question_aggregate_id_fkey FOREIGN KEY (aggregate_id) REFERENCES aggregate(id) ON DELETE SET NULL,
  constraint question_chart_check CHECK ((chart = ANY (ARRAY['table'::text, 'bars'::text, 'line'::text]))),
  constraint question_check CHECK (((state = 'lake'::text) OR (aggregate_id IS NOT NULL))),
  constraint question_state_check CHECK ((state = ANY (ARRAY['lake'::text, 'proving'::text, 'live'::text])))
);
CREATE INDEX question_aggregate ON question USING btree (aggregate_id);

create table trigger (
  id text not null,
  name text not null,
  event_type text not null,
  spec jsonb not null,
  command text not null,
  cooldown_hours integer not null,
  state text default 'off'::text not null,
  made_at timestamp with time zone not null,
  on_since timestamp with time zone,
  fired bigint default 0 not null,
  last_fired_at timestamp with time zone,
  backtest jsonb,
  backtested_at timestamp with time zone,
  constraint trigger_pkey PRIMARY KEY (id),
  constraint trigger_name_key UNIQUE (name),
  constraint trigger_check CHECK (((state = 'off'::text) OR ((on_since IS NOT NULL) AND (backtested_at IS NOT NULL)))),
  constraint trigger_cooldown_hours_check CHECK ((cooldown_hours > 0)),
  constraint trigger_spec_check CHECK ((jsonb_typeof(spec) = 'object'::text)),
  constraint trigger_state_check CHECK ((state = ANY (ARRAY['off'::text, 'on'::text])))
);

create table walker (
  id text not null,
  customer_id text,
  screen text default ''::text not null,
  seen_at timestamp with time zone not null,
  app_version text,
  device text,
  language text,
  constraint walker_pkey PRIMARY KEY (id)
);
CREATE INDEX walker_customer ON walker USING btree (customer_id, seen_at);

create table wording (
  fingerprint text not null,
  says text not null,
  first_at timestamp with time zone not null,
  constraint wording_pkey PRIMARY KEY (fingerprint),
  constraint wording_fingerprint_check CHECK ((length(fingerprint) = 64))
);
