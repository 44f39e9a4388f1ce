-- Templates as registered on DLT, and every message asked for. No phone and no code rests here.

create table template (
  id text primary key check (id like 'tpl\_%'),
  name text not null,
  language text not null,
  category text not null check (category in ('otp', 'service', 'promotional')),
  dlt_template_id text not null check (dlt_template_id ~ '^[0-9]{19}$'),
  body text not null check (length(body) <= 1000),
  unique (name, language)
);

create table message (
  id text primary key check (id like 'msg\_%'),
  customer_id text not null,
  template text not null,
  language text not null,
  channel text not null check (channel in ('sms', 'email')),
  status text not null check (status in ('asked', 'sent', 'delivered', 'failed')),
  -- Amounts and dates that fill the template; never anything personal.
  filling jsonb not null,
  segments int check (segments > 0),
  reason text,
  asked_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz
);
create index message_customer on message (customer_id, asked_at);
create index message_asked on message (asked_at, id);
