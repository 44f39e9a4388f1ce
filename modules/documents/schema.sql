-- Schema documents: generated from its migrations, never edited.

create table document (
  id text not null,
  customer_id text not null,
  application_id text,
  loan_id text,
  kind text not null,
  name text not null,
  hash text not null,
  terms_hash text,
  bytes bigint not null,
  made_at timestamp with time zone not null,
  signed_at timestamp with time zone,
  format text default 'pdf'::text not null,
  paper_id text,
  valid_till timestamp with time zone,
  accepted_at timestamp with time zone,
  language text default 'en'::text not null,
  void_on date,
  constraint document_pkey PRIMARY KEY (id),
  constraint document_name_key UNIQUE (name),
  constraint document_accepted CHECK (((accepted_at IS NULL) OR (kind = 'kfs'::text))),
  constraint document_bytes_check CHECK ((bytes > 0)),
  constraint document_check CHECK (((application_id IS NOT NULL) OR (loan_id IS NOT NULL))),
  constraint document_check1 CHECK (((signed_at IS NULL) OR (kind = 'agreement'::text))),
  constraint document_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'csv'::text]))),
  constraint document_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint document_kind_check CHECK ((kind = ANY (ARRAY['kfs'::text, 'agreement'::text, 'noc'::text, 'statement'::text, 'interest-certificate'::text, 'foreclosure-letter'::text, 'schedule'::text, 'welcome-letter'::text]))),
  constraint document_language_check CHECK ((language = ANY (ARRAY['en'::text, 'hi'::text, 'bn'::text, 'ta'::text, 'te'::text, 'kn'::text, 'ml'::text, 'mr'::text, 'gu'::text, 'pa'::text]))),
  constraint document_terms_hash_check CHECK ((terms_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint document_void CHECK (((void_on IS NULL) OR (kind = 'noc'::text)))
);
CREATE INDEX document_application ON document USING btree (application_id);
CREATE INDEX document_customer ON document USING btree (customer_id, made_at);
CREATE UNIQUE INDEX document_noc ON document USING btree (loan_id) WHERE ((kind = 'noc'::text) AND (void_on IS NULL));
CREATE UNIQUE INDEX document_paper ON document USING btree (paper_id, format) WHERE (paper_id IS NOT NULL);

create table pack (
  id text not null,
  customer_id text not null,
  loan_id text not null,
  kfs_id text not null,
  agreement_id text,
  status text not null,
  sent_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  reason text,
  constraint pack_pkey PRIMARY KEY (id),
  constraint pack_loan_id_key UNIQUE (loan_id),
  constraint pack_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES document(id),
  constraint pack_kfs_id_fkey FOREIGN KEY (kfs_id) REFERENCES document(id),
  constraint pack_check CHECK (((status = 'delivered'::text) = (delivered_at IS NOT NULL))),
  constraint pack_check1 CHECK (((status = 'failed'::text) = (reason IS NOT NULL))),
  constraint pack_id_check CHECK ((id ~~ 'pck\_%'::text)),
  constraint pack_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX pack_customer ON pack USING btree (customer_id, sent_at);

create table signing (
  document_id text not null,
  customer_id text not null,
  application_id text not null,
  status text not null,
  signing_ref text,
  sign_at text,
  certificate text,
  asked_at timestamp with time zone not null,
  signed_at timestamp with time zone,
  constraint signing_pkey PRIMARY KEY (document_id),
  constraint signing_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint signing_check CHECK (((status <> 'signed'::text) OR ((certificate IS NOT NULL) AND (signed_at IS NOT NULL)))),
  constraint signing_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'open'::text, 'signed'::text, 'failed'::text])))
);
CREATE INDEX signing_application ON signing USING btree (application_id, asked_at);
CREATE INDEX signing_customer ON signing USING btree (customer_id, asked_at);
