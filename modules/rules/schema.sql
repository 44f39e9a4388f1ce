-- Schema rules: generated from its migrations, never edited.

create table holiday (
  id text not null,
  calendar text not null,
  "on" date not null,
  name text not null,
  level text not null,
  constraint holiday_pkey PRIMARY KEY (id),
  constraint holiday_calendar_on_key UNIQUE (calendar, "on"),
  constraint holiday_level_check CHECK ((level = ANY (ARRAY['V'::text, 'Q'::text, 'S'::text, 'K'::text])))
);

create table rule (
  id text not null,
  code text not null,
  effective_from date not null,
  effective_to date,
  says text not null,
  value jsonb not null,
  instrument text not null,
  para text not null,
  cites text not null,
  level text not null,
  verified_by text,
  constraint rule_pkey PRIMARY KEY (id),
  constraint rule_code_effective_from_key UNIQUE (code, effective_from),
  constraint rule_check CHECK (((effective_to IS NULL) OR (effective_to >= effective_from))),
  constraint rule_level_check CHECK ((level = ANY (ARRAY['V'::text, 'Q'::text, 'S'::text, 'K'::text]))),
  constraint rule_value_check CHECK ((jsonb_typeof(value) = 'object'::text))
);
CREATE UNIQUE INDEX rule_open ON rule USING btree (code) WHERE (effective_to IS NULL);
