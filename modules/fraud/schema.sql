-- Schema fraud: generated from its migrations, never edited.

create table review (
  journey text not null,
  id text not null,
  customer_id text not null,
  step text not null,
  opened_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  outcome text,
  reason text,
  settled_by text,
  constraint review_pkey PRIMARY KEY (journey, id, step),
  constraint review_outcome_check CHECK ((outcome = ANY (ARRAY['pass'::text, 'stop'::text])))
);

create table signal (
  id text not null,
  customer_id text not null,
  code text not null,
  weight text not null,
  says text not null,
  raised_at timestamp with time zone not null,
  cleared_at timestamp with time zone,
  constraint signal_pkey PRIMARY KEY (id),
  constraint signal_weight_check CHECK ((weight = ANY (ARRAY['review'::text, 'stop'::text])))
);
CREATE INDEX signal_customer ON signal USING btree (customer_id) WHERE (cleared_at IS NULL);
