-- Loans taken over from another system, by that lender's own number: the same file again adds
-- nothing, and another content under a known number is refused.
create table takeover (
  number text primary key,
  loan_id text not null unique references loan (id),
  content text not null check (content ~ '^[0-9a-f]{64}$'),
  taken_over_at timestamptz not null
);
