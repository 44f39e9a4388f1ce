-- Schema kyc: generated from its migrations, never edited.

create table account_holder (
  account_hash text not null,
  person_id text not null,
  check_id text not null,
  verified_at timestamp with time zone,
  constraint account_holder_pkey PRIMARY KEY (account_hash),
  constraint account_holder_check_id_fkey FOREIGN KEY (check_id) REFERENCES "check"(id),
  constraint account_holder_account_hash_check CHECK ((account_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX account_holder_check ON account_holder USING btree (check_id);
CREATE INDEX account_holder_person ON account_holder USING btree (person_id);

create table check (
  id text not null,
  customer_id text not null,
  application_id text,
  account_id text,
  kind text not null,
  outcome text not null,
  score integer,
  reason text,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  settled_by text,
  constraint check_pkey PRIMARY KEY (id),
  constraint check_kind_check CHECK ((kind = ANY (ARRAY['pan'::text, 'account'::text, 'sanctions'::text]))),
  constraint check_outcome_check CHECK ((outcome = ANY (ARRAY['asked'::text, 'passed'::text, 'failed'::text, 'review'::text]))),
  constraint check_score_check CHECK (((score >= 0) AND (score <= 100)))
);
CREATE INDEX check_customer ON "check" USING btree (customer_id, kind);

create table risk (
  customer_id text not null,
  risk text not null,
  reason text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint risk_pkey PRIMARY KEY (customer_id),
  constraint risk_risk_check CHECK ((risk = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))
);
