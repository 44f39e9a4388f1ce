-- Schema decision: generated from its migrations, never edited.

create table decision (
  id text not null,
  customer_id text not null,
  application_id text not null,
  outcome text not null,
  grade text,
  reasons text not null,
  amount_max bigint not null,
  tenor_months_max integer not null,
  rate text,
  processing_fee_percent text,
  policy_version text not null,
  inputs_hash text not null,
  decided_by text not null,
  says text,
  decided_at timestamp with time zone not null,
  device jsonb,
  superseded_at timestamp with time zone,
  supersedes text,
  moved_by jsonb,
  chosen_at timestamp with time zone,
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES decision(id),
  constraint decision_amount_max_check CHECK ((amount_max >= 0)),
  constraint decision_outcome_check CHECK ((outcome = ANY (ARRAY['approve'::text, 'refer'::text, 'decline'::text])))
);
CREATE INDEX decision_application ON decision USING btree (application_id, decided_at DESC);
CREATE INDEX decision_customer ON decision USING btree (customer_id);
CREATE UNIQUE INDEX decision_living ON decision USING btree (application_id) WHERE (superseded_at IS NULL);

create table policy (
  id text not null,
  version text not null,
  product text not null,
  effective_from date not null,
  published_by text not null,
  graph_hash text not null,
  graph jsonb not null,
  constraint policy_pkey PRIMARY KEY (id),
  constraint policy_version_key UNIQUE (version),
  constraint policy_graph_hash_check CHECK ((graph_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX policy_product ON policy USING btree (product, effective_from DESC);
