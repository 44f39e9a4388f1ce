-- Aggregates are data: what is counted of which facts. One that a module declares is entered when
-- the first batch comes after a start; others are made by people, with four eyes, or by promotion.
create table aggregate (
  id text primary key,
  name text not null unique,
  -- kernel/aggregate.ts: from, key, every, measures, filter.
  spec jsonb not null check (jsonb_typeof(spec) = 'object'),
  -- Topics that hold its facts, lanes of them included.
  topics text[] not null,
  -- catching-up: walks the log from its beginning. stopped: for good, with the reason.
  state text not null check (state in ('catching-up', 'live', 'stopped')),
  origin text not null check (origin in ('module', 'staff', 'question')),
  problem text,
  made_at timestamptz not null,
  check ((state = 'stopped') = (problem is not null))
);

-- How far an aggregate has come in one partition of all its topics: positions of its own, beside
-- those of the group that brings facts, and committed with its cells. Whoever reads a partition for
-- it, live or from the log's beginning, holds this row.
create table lane (
  aggregate_id text not null references aggregate on delete cascade,
  part int not null check (part >= 0),
  -- Topic to the offset of the next fact.
  next jsonb not null default '{}',
  cells int not null default 0 check (cells >= 0),
  facts bigint not null default 0 check (facts >= 0),
  -- The latest instant of a fact it counted.
  latest timestamptz,
  primary key (aggregate_id, part)
);

-- Figures of a bucket of time and a key, of one partition: those of all partitions are merged when
-- they are read, so that partitions never wait for each other.
create table cell (
  aggregate_id text not null references aggregate on delete cascade,
  bucket text collate "C" not null,
  -- The key's values as JSON.
  key text collate "C" not null,
  part int not null,
  states jsonb not null,
  primary key (aggregate_id, bucket, key, part)
);
