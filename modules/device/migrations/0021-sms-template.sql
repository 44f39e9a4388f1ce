-- Wordings no rule of ours reads, mined from what phones send. The words themselves are kept only
-- once three people had them: what three people were sent tells of none of them.
create table sms_template (
  id text primary key,
  hash text not null unique check (hash ~ '^[0-9a-f]{16}$'),
  masked text check (length(masked) <= 2000),
  sender text,
  messages int not null default 0 check (messages >= 0),
  customers int not null default 0 check (customers >= 0),
  status text not null default 'review' check (status in ('review', 'accepted', 'dismissed')),
  version int not null default 0,
  kind text,
  settled_by text,
  settled_at timestamptz,
  first_seen_at timestamptz not null
);
create index sms_template_queue on sms_template (status, customers desc);

-- Who had it, and how often.
create table sms_template_holder (
  template text not null references sms_template (hash),
  customer_id text not null,
  messages int not null,
  primary key (template, customer_id)
);
create index sms_template_holder_customer on sms_template_holder (customer_id);

-- Its messages, sealed as they came, until a person says what they mean; and after, should that
-- answer be mended.
create table sms_unread (
  customer_id text not null,
  id text not null,
  template text not null references sms_template (hash),
  record_id text not null,
  generation int not null,
  sealed text not null,
  known_at timestamptz not null,
  primary key (customer_id, id)
);
create index sms_unread_template on sms_unread (template, customer_id, id);

-- What people answered, in versions: an answer is data and never changes once given.
create table sms_template_answer (
  template text not null references sms_template (hash),
  version int not null,
  answer jsonb not null,
  answered_by text not null,
  answered_at timestamptz not null,
  primary key (template, version)
);
