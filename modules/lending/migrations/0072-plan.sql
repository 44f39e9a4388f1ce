-- What was planned of a loan's rows changes seldom, what is paid of them each time: the plan stands
-- in a column of its own, written when it is another, so that a due date writes a quarter of the
-- text and nothing out of the loan's own page (of 28 KB of WAL a loan, 10 were the course's).
-- A course from before keeps its rows, and has no plan, until something happens to its loan.
alter table loan add column plan text;
alter table loan alter column plan set storage external;
-- These stay in the row; were it too long for its page, the plan would leave it first.
alter table loan alter column course set storage main;
alter table loan alter column terms set storage main;
alter table loan reset (toast_tuple_target);
alter table loan set (fillfactor = 75);

-- The course with all of its rows, named as loan/course.ts names their parts, for who asks by SQL.
create function course_of(course text, plan text) returns jsonb
  language sql immutable parallel safe as $$
  select case when jsonb_typeof(c -> 'rows') = 'array' or c -> 'rows' ? 'names'
           then lending.course_of(course)
           else jsonb_set(c, '{rows}', coalesce((
             select jsonb_agg((
                      select '{"paidPrincipal":0,"paidInterest":0,"waivedPrincipal":0,
                               "waivedInterest":0}'::jsonb || jsonb_object_agg(n.name, v.value)
                        from jsonb_array_elements_text(p -> 'names')
                               with ordinality as n(name, at)
                        join jsonb_array_elements(r.row) with ordinality as v(value, at)
                          on v.at = n.at
                       where v.value <> 'null')
                      || coalesce(c -> 'rows' -> (r.at - 1)::text, '{}') order by r.at)
               from jsonb_array_elements(p -> 'values') with ordinality as r(row, at)
           ), '[]'))
         end
    from (select course::jsonb as c, plan::jsonb as p) as one
$$;
