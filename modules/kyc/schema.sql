-- Schema kyc: generated from its migrations, never edited.

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
  constraint check_pkey PRIMARY KEY (id),
  constraint check_kind_check CHECK ((kind = ANY (ARRAY['pan'::text, 'account'::text, 'sanctions'::text]))),
  constraint check_outcome_check CHECK ((outcome = ANY (ARRAY['asked'::text, 'passed'::text, 'failed'::text, 'review'::text]))),
  constraint check_score_check CHECK (((score >= 0) AND (score <= 100)))
);
CREATE INDEX check_customer ON "check" USING btree (customer_id, kind);
