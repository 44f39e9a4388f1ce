-- Schema fraud: generated from its migrations, never edited.

create table review (
  journey text not null,
  subject_id text not null,
  customer_id text not null,
  step text not null,
  opened_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  outcome text,
  reason text,
  settled_by text,
  id text not null,
  status text generated always as (COALESCE(outcome, 'open'::text)) stored,
  constraint review_pkey PRIMARY KEY (id),
  constraint review_outcome_check CHECK ((outcome = ANY (ARRAY['pass'::text, 'stop'::text, 'lapsed'::text]))),
  constraint review_settled_check CHECK (((settled_at IS NULL) = (outcome IS NULL)))
);
CREATE INDEX review_desk ON review USING btree (opened_at) WHERE (settled_at IS NULL);
CREATE UNIQUE INDEX review_open ON review USING btree (journey, subject_id, step) WHERE (settled_at IS NULL);
CREATE INDEX review_step ON review USING btree (journey, subject_id, step, settled_at DESC);

create table signal (
  id text not null,
  customer_id text not null,
  code text not null,
  weight text not null,
  says text not null,
  raised_at timestamp with time zone not null,
  cleared_at timestamp with time zone,
  cleared_by text,
  cleared_reason text,
  constraint signal_pkey PRIMARY KEY (id),
  constraint signal_weight_check CHECK ((weight = ANY (ARRAY['review'::text, 'stop'::text])))
);
CREATE INDEX signal_customer ON signal USING btree (customer_id) WHERE (cleared_at IS NULL);
