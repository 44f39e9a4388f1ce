-- Schema bureau: generated from its migrations, never edited.

create table report (
  id text not null,
  customer_id text not null,
  application_id text not null,
  outcome text not null,
  score integer,
  attributes jsonb,
  report_hash text,
  consent_id text not null,
  asked_at timestamp with time zone not null,
  pulled_at timestamp with time zone,
  attempts integer default 1 not null,
  constraint report_pkey PRIMARY KEY (id),
  constraint report_application_id_key UNIQUE (application_id),
  constraint report_attempts_check CHECK ((attempts > 0)),
  constraint report_outcome_check CHECK ((outcome = ANY (ARRAY['asked'::text, 'pulled'::text, 'failed'::text]))),
  constraint report_score_check CHECK (((score >= 300) AND (score <= 900)))
);
CREATE INDEX report_customer ON report USING btree (customer_id);
