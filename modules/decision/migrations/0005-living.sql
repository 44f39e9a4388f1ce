-- Of an application's decisions one lives: the last, or the one whose offer was chosen. A batch
-- from the phone may bring another while the offer stands; what it replaced stays as it was said.
alter table decision add column superseded_at timestamptz;
alter table decision add column supersedes text references decision (id);
alter table decision add column moved_by jsonb;
-- An offer that was chosen is not decided again.
alter table decision add column chosen_at timestamptz;
update decision as older set superseded_at = newer.decided_at
  from (select id, lead(decided_at) over after_it as decided_at from decision
        window after_it as (partition by application_id order by decided_at, id)) as newer
 where newer.id = older.id and newer.decided_at is not null;
create unique index decision_living on decision (application_id) where superseded_at is null;
