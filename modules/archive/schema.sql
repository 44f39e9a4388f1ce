-- Schema archive: generated from its migrations, never edited.

create table alias (
  customer_id text not null,
  into_id text not null,
  constraint alias_pkey PRIMARY KEY (customer_id),
  constraint alias_check CHECK (((into_id ~~ 'cus\_%'::text) AND (into_id <> customer_id))),
  constraint alias_customer_id_check CHECK ((customer_id ~~ 'cus\_%'::text))
);
CREATE INDEX alias_into ON alias USING btree (into_id);

create table budget (
  schema text not null,
  bytes bigint not null,
  constraint budget_pkey PRIMARY KEY (schema),
  constraint budget_bytes_check CHECK ((bytes > 0))
);

create table round (
  on_date date not null,
  customers bigint not null,
  ended_at timestamp with time zone not null,
  constraint round_pkey PRIMARY KEY (on_date)
);

create table schema_size (
  schema text not null,
  on_date date not null,
  bytes bigint not null,
  constraint schema_size_pkey PRIMARY KEY (schema, on_date)
);

create table tier (
  id text not null,
  holds text not null,
  hot_days integer,
  warm_days integer,
  cold_days integer,
  chill_after_days integer,
  until text,
  movable boolean not null,
  kept_by text,
  constraint tier_pkey PRIMARY KEY (id)
);

create view lake_file as
 SELECT 'lkf_'::text || f.id AS id,
    f.topic,
    f.date,
    f.facts,
    f.bytes,
    f.sorted,
    f.storage,
    f.made_at,
    f.name,
    m.until
   FROM platform.lake_files(NULL::text[], NULL::date, NULL::date) f(id, name, topic, date, facts, bytes, sha256, sorted, storage, made_at)
     LEFT JOIN platform.lake_months() m(id, until) USING (id);

create view parcel as
 SELECT 'pcl_'::text || to_char(day::timestamp with time zone, 'YYYYMMDD'::text) AS id,
    day,
    facts,
    bytes,
    checksum,
    dropped_at
   FROM platform.log_days_dropped() log_days_dropped(day, facts, bytes, checksum, dropped_at);
