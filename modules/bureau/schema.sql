-- Schema bureau: generated from its migrations, never edited.

create table file (
  id text not null,
  as_on date not null,
  kind text not null,
  submit_by date not null,
  status text not null,
  built_at timestamp with time zone,
  submitted_at timestamp with time zone,
  reference text,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_as_on_key UNIQUE (as_on),
  constraint file_check CHECK (((status = 'submitted'::text) = (reference IS NOT NULL))),
  constraint file_kind_check CHECK ((kind = ANY (ARRAY['incremental'::text, 'full'::text]))),
  constraint file_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'building'::text, 'built'::text, 'submitted'::text])))
);

create table file_record (
  id text not null,
  file_id text not null,
  loan_id text not null,
  customer_id text not null,
  account_number text not null,
  tradeline jsonb not null,
  status text not null,
  faults text not null,
  checked_at timestamp with time zone not null,
  fields text default ''::text not null,
  looked_again boolean default false not null,
  carried_to text,
  constraint file_record_pkey PRIMARY KEY (id),
  constraint file_record_file_id_loan_id_key UNIQUE (file_id, loan_id),
  constraint file_record_carried_to_fkey FOREIGN KEY (carried_to) REFERENCES file(id),
  constraint file_record_file_id_fkey FOREIGN KEY (file_id) REFERENCES file(id),
  constraint file_record_carried CHECK (((status = 'carried'::text) = (carried_to IS NOT NULL))),
  constraint file_record_faults CHECK (
CASE status
    WHEN 'rejected'::text THEN (faults <> ''::text)
    WHEN 'carried'::text THEN true
    ELSE (faults = ''::text)
END),
  constraint file_record_status CHECK ((status = ANY (ARRAY['ready'::text, 'rejected'::text, 'corrected'::text, 'carried'::text])))
);
CREATE INDEX file_record_corrected ON file_record USING btree (file_id) WHERE (status = 'corrected'::text);
CREATE INDEX file_record_rejected ON file_record USING btree (file_id) WHERE (status = 'rejected'::text);

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

create view reject as
 SELECT r.id,
    r.file_id,
    r.loan_id,
    r.customer_id,
    r.account_number,
    r.faults,
    r.checked_at,
    r.status,
    f.as_on,
    f.submit_by,
    r.fields,
    r.carried_to
   FROM file_record r
     JOIN file f ON f.id = r.file_id
  WHERE r.status <> 'ready'::text OR r.looked_again;

create view reporting as
 SELECT id,
    as_on,
    kind,
    submit_by,
    status,
    built_at,
    submitted_at,
    reference,
    ( SELECT count(*)::integer AS count
           FROM file_record r
          WHERE r.file_id = f.id) AS records,
    ( SELECT count(*)::integer AS count
           FROM file_record r
          WHERE r.file_id = f.id AND r.status = 'rejected'::text) AS rejected
   FROM file f;
