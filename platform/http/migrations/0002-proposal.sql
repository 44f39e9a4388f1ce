-- What one person proposed and another has to approve (four-eyes, DESIGN §16).
create table platform.proposal (
  id text primary key,
  module text not null,
  call text not null,
  -- Sealed: it may hold personal data.
  input text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'refused')),
  decided_by text,
  decided_at timestamptz,
  -- Why the command refused when it was run.
  refusal text,
  check ((state = 'open') = (decided_by is null)),
  check (decided_by is distinct from proposed_by)
);
create index proposal_open on platform.proposal (proposed_at) where state = 'open';

create function platform.propose_call(
  p_id text, p_call text, p_input text, p_by text, p_at timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into platform.proposal (id, module, call, input, proposed_by, proposed_at, state)
  values (p_id, platform.module_name(), p_call, p_input, p_by, p_at, 'open');
end $$;

-- True for the one who closes it; false when somebody was first.
create function platform.close_proposal(
  p_id text, p_state text, p_by text, p_refusal text, p_at timestamptz
) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update platform.proposal p
     set state = p_state, decided_by = p_by, refusal = p_refusal, decided_at = p_at
   where p.id = p_id and p.module = platform.module_name() and p.state = 'open';
  return found;
end $$;
