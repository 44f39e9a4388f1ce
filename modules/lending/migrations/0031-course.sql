-- The course is kept as text, its rows without their names: it is written each time anything
-- happens to a loan, and as jsonb it cost more than all else a due date writes (36 rows: 570 µs,
-- so 40).
-- Out of line and uncompressed, so that the loan's own row stays in its page and its indexes rest.
alter table loan alter column course type text using course::text;
alter table loan alter column course set storage external;
alter table loan set (fillfactor = 85, toast_tuple_target = 1024);

-- The course as loan/course.ts names its parts, for who asks by SQL.
create function course_of(course text) returns jsonb language sql immutable parallel safe as $$
  select case when jsonb_typeof(c -> 'rows') = 'array' then c else
           jsonb_set(c, '{rows}', coalesce((
             select jsonb_agg((
                      select jsonb_object_agg(n.name, v.value)
                        from jsonb_array_elements_text(c #> '{rows,names}')
                               with ordinality as n(name, at)
                        join jsonb_array_elements(r.row) with ordinality as v(value, at)
                          on v.at = n.at
                       where v.value <> 'null') order by r.at)
               from jsonb_array_elements(c #> '{rows,values}') with ordinality as r(row, at)
           ), '[]'))
         end
    from (select course::jsonb as c) as one
$$;
