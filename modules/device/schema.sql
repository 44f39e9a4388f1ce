-- Schema device: generated from its migrations, never edited.

create table app_answer (
  package text not null,
  version integer not null,
  kind text not null,
  reason text not null,
  answered_by text not null,
  answered_at timestamp with time zone not null,
  constraint app_answer_pkey PRIMARY KEY (package, version),
  constraint app_answer_version_check CHECK ((version > 0))
);
CREATE INDEX app_answer_at ON app_answer USING btree (answered_at);

create table app_holder (
  holder text not null,
  packages json not null,
  constraint app_holder_pkey PRIMARY KEY (holder)
);

create table app_package (
  id text not null,
  package text not null,
  label text not null,
  kind text not null,
  basis text not null,
  guess text not null,
  sure_percent integer not null,
  wants_review boolean not null,
  population integer not null,
  first_seen_at timestamp with time zone not null,
  constraint app_package_pkey PRIMARY KEY (id),
  constraint app_package_package_key UNIQUE (package)
);

create table app_package_day (
  package_id text not null,
  day date not null,
  gain integer not null,
  constraint app_package_day_pkey PRIMARY KEY (package_id, day),
  constraint app_package_day_package_id_fkey FOREIGN KEY (package_id) REFERENCES app_package(id)
);
CREATE INDEX app_package_day_day ON app_package_day USING btree (day);

create table entry (
  customer_id text not null,
  id text not null,
  reading integer default 0 not null,
  source text not null,
  happened_on date not null,
  happened_at timestamp with time zone not null,
  place integer not null,
  kind text not null,
  amount bigint,
  balance bigint,
  account text,
  party text,
  party_kind text not null,
  channel text,
  teller text not null,
  reference text,
  confidence real not null,
  generation integer not null,
  known_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  lane text not null,
  constraint entry_pkey PRIMARY KEY (customer_id, id, reading),
  constraint entry_amount_check CHECK ((amount >= 0)),
  constraint entry_lane_check CHECK ((lane = ANY (ARRAY['live'::text, 'history'::text, 'answer'::text, 'statement'::text]))),
  constraint entry_source_check CHECK ((source = ANY (ARRAY['sms'::text, 'statement'::text])))
);
CREATE INDEX entry_window ON entry USING btree (customer_id, happened_on);

create table feature (
  id text not null,
  version text not null,
  as_of date not null,
  source text not null,
  entries integer not null,
  features jsonb not null,
  known_at timestamp with time zone not null,
  salary_regular boolean generated always as (((features #>> '{salary,regular}'::text[]))::boolean) stored,
  salary_monthly bigint generated always as (((features #>> '{salary,monthly}'::text[]))::bigint) stored,
  average_balance bigint generated always as (((features #>> '{balances,average}'::text[]))::bigint) stored,
  obligations bigint generated always as (((features #>> '{obligations,monthly}'::text[]))::bigint) stored,
  bounces90 integer generated always as (((features #>> '{bounces,in90}'::text[]))::integer) stored,
  new_lenders30 integer generated always as (((features #>> '{stacking,newLenders30}'::text[]))::integer) stored,
  read_to jsonb,
  constraint feature_pkey PRIMARY KEY (id)
);
CREATE INDEX feature_known ON feature USING btree (known_at DESC, id DESC);

create table person_alias (
  customer_id text not null,
  into_id text not null,
  merged_at timestamp with time zone not null,
  constraint person_alias_pkey PRIMARY KEY (customer_id)
);
CREATE INDEX person_alias_into ON person_alias USING btree (into_id);

create table phone (
  customer_id text not null,
  generation integer not null,
  apps json not null,
  constraint phone_pkey PRIMARY KEY (customer_id, generation)
);

create table raw_erasure (
  customer_id text not null,
  class text not null,
  erased_at timestamp with time zone not null,
  constraint raw_erasure_pkey PRIMARY KEY (customer_id, class),
  constraint raw_erasure_class_check CHECK ((class = ANY (ARRAY['device-apps'::text, 'device-sms'::text])))
);

create table sms_template (
  id text not null,
  hash text not null,
  masked text,
  sender text,
  messages integer default 0 not null,
  customers integer default 0 not null,
  status text default 'review'::text not null,
  version integer default 0 not null,
  kind text,
  settled_by text,
  settled_at timestamp with time zone,
  first_seen_at timestamp with time zone not null,
  constraint sms_template_pkey PRIMARY KEY (id),
  constraint sms_template_hash_key UNIQUE (hash),
  constraint sms_template_customers_check CHECK ((customers >= 0)),
  constraint sms_template_hash_check CHECK ((hash ~ '^[0-9a-f]{16}$'::text)),
  constraint sms_template_masked_check CHECK ((length(masked) <= 2000)),
  constraint sms_template_messages_check CHECK ((messages >= 0)),
  constraint sms_template_status_check CHECK ((status = ANY (ARRAY['review'::text, 'accepted'::text, 'dismissed'::text])))
);
CREATE INDEX sms_template_queue ON sms_template USING btree (status, customers DESC);

create table sms_template_answer (
  template text not null,
  version integer not null,
  answer jsonb not null,
  answered_by text not null,
  answered_at timestamp with time zone not null,
  constraint sms_template_answer_pkey PRIMARY KEY (template, version),
  constraint sms_template_answer_template_fkey FOREIGN KEY (template) REFERENCES sms_template(hash)
);

create table sms_template_holder (
  template text not null,
  customer_id text not null,
  messages integer not null,
  constraint sms_template_holder_pkey PRIMARY KEY (template, customer_id),
  constraint sms_template_holder_template_fkey FOREIGN KEY (template) REFERENCES sms_template(hash)
);
CREATE INDEX sms_template_holder_customer ON sms_template_holder USING btree (customer_id);

create table sms_unread (
  customer_id text not null,
  id text not null,
  template text not null,
  record_id text not null,
  generation integer not null,
  sealed text not null,
  known_at timestamp with time zone not null,
  constraint sms_unread_pkey PRIMARY KEY (customer_id, id),
  constraint sms_unread_template_fkey FOREIGN KEY (template) REFERENCES sms_template(hash)
);
CREATE INDEX sms_unread_template ON sms_unread USING btree (template, customer_id, id);

create table statement (
  id text not null,
  customer_id text not null,
  status text not null,
  handle text,
  approve_at text,
  reason text,
  covers_from date not null,
  covers_to date not null,
  accounts integer default 0 not null,
  tails text default ''::text not null,
  lines integer default 0 not null,
  faults text default ''::text not null,
  matched_percent integer,
  conflicts jsonb default '[]'::jsonb not null,
  keeps_until timestamp with time zone,
  asked_at timestamp with time zone not null,
  generation integer,
  own_accounts integer,
  matched integer,
  sms_only integer,
  statement_only integer,
  differs text default ''::text not null,
  constraint statement_pkey PRIMARY KEY (id),
  constraint statement_check CHECK ((covers_to >= covers_from)),
  constraint statement_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'pending'::text, 'active'::text, 'requested'::text, 'fetched'::text, 'failed'::text, 'purged'::text])))
);
CREATE INDEX statement_customer ON statement USING btree (customer_id, asked_at DESC);
CREATE UNIQUE INDEX statement_open ON statement USING btree (customer_id) WHERE (status = ANY (ARRAY['asked'::text, 'pending'::text, 'active'::text, 'requested'::text]));

create view package as
 WITH latest AS (
         SELECT DISTINCT ON (app_answer.package) app_answer.package,
            app_answer.version,
            app_answer.kind,
            app_answer.reason,
            app_answer.answered_by,
            app_answer.answered_at
           FROM app_answer
          ORDER BY app_answer.package, app_answer.version DESC
        )
 SELECT p.id,
    p.package AS name,
    p.label,
    COALESCE(a.kind, p.kind) AS kind,
        CASE
            WHEN a.kind IS NULL THEN p.basis
            ELSE 'answer'::text
        END AS basis,
        CASE
            WHEN a.kind IS NOT NULL THEN 'answered'::text
            WHEN p.wants_review THEN 'review'::text
            WHEN p.basis = 'table'::text THEN 'known'::text
            ELSE 'guessed'::text
        END AS status,
    p.guess,
    p.sure_percent,
        CASE
            WHEN p.population < 5 THEN '<5'::text
            ELSE p.population::text
        END AS people,
        CASE
            WHEN p.population < 5 THEN 0
            ELSE p.population
        END AS reach,
        CASE
            WHEN p.population < 5 THEN 0
            ELSE COALESCE(( SELECT sum(d.gain)::integer AS sum
               FROM app_package_day d
              WHERE d.package_id = p.id AND d.day > ((( SELECT max(app_package_day.day) AS max
                       FROM app_package_day)) - 7)), 0)
        END AS weekly_gain,
    p.first_seen_at,
    a.answered_at,
    a.answered_by,
    a.reason
   FROM app_package p
     LEFT JOIN latest a ON a.package = p.package;

create view person_family as
 SELECT person_alias.customer_id AS asked,
    person_alias.into_id AS id,
    person_alias.merged_at AS since
   FROM person_alias
UNION ALL
 SELECT person_alias.into_id AS asked,
    person_alias.customer_id AS id,
    person_alias.merged_at AS since
   FROM person_alias
UNION ALL
 SELECT one.customer_id AS asked,
    other.customer_id AS id,
    GREATEST(one.merged_at, other.merged_at) AS since
   FROM person_alias one
     JOIN person_alias other USING (into_id)
  WHERE one.customer_id <> other.customer_id;
