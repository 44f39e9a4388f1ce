-- The trail is warm as long as the log is: lines of days the log has dropped rest in the lake, and
-- a replay does not bring them back. No row: nothing has gone yet.
create table rest (
  one boolean primary key default true check (one),
  -- Lines received before it are gone from here.
  before timestamptz not null
);
-- Lines come nearly in the order they were received, so that this costs next to nothing.
create index trail_received on trail using brin (rx);
