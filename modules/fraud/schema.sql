-- Schema fraud: generated from its migrations, never edited.

create table claimant (
  customer_id text not null,
  constraint claimant_pkey PRIMARY KEY (customer_id)
);

create table install (
  install_id text not null,
  customer_id text not null,
  constraint install_pkey PRIMARY KEY (install_id, customer_id)
);
CREATE INDEX install_customer ON install USING btree (customer_id);

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

create table rule (
  id text not null,
  code text not null,
  weight text not null,
  says text not null,
  condition jsonb not null,
  lasts_days integer not null,
  state text not null,
  kept_by text not null,
  kept_at timestamp with time zone not null,
  constraint rule_pkey PRIMARY KEY (id),
  constraint rule_code_key UNIQUE (code),
  constraint rule_code_check CHECK ((code ~ '^[a-z][a-z0-9-]+$'::text)),
  constraint rule_lasts_days_check CHECK (((lasts_days >= 1) AND (lasts_days <= 366))),
  constraint rule_state_check CHECK ((state = ANY (ARRAY['on'::text, 'off'::text]))),
  constraint rule_weight_check CHECK ((weight = ANY (ARRAY['review'::text, 'stop'::text])))
);

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
  rule_id text,
  expires_at timestamp with time zone,
  constraint signal_pkey PRIMARY KEY (id),
  constraint signal_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES rule(id),
  constraint signal_weight_check CHECK ((weight = ANY (ARRAY['review'::text, 'stop'::text])))
);
CREATE INDEX signal_customer ON signal USING btree (customer_id) WHERE (cleared_at IS NULL);
CREATE UNIQUE INDEX signal_of_rule ON signal USING btree (customer_id, rule_id) WHERE (cleared_at IS NULL);
