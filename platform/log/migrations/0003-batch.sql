-- Batches taken in past the outbox: the row is written in the transaction of their append, so a
-- batch sent again (its answer was lost, the process died) finds it and is not appended twice.
create table platform.log_batch (
  -- Keyed hash of the sender and the batch's own id: neither can be read here.
  key text primary key,
  -- Keyed hash of the bytes: the same id with other records is a fault.
  content text not null,
  answer text not null,
  at timestamptz not null
);
create index log_batch_by_age on platform.log_batch (at);
