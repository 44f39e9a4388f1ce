-- The desk asks for what is open: how a review stands, in one word.
alter table review add column status text generated always as (coalesce(outcome, 'open')) stored;
