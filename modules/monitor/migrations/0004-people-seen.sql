-- Whoever of the staff saw a person in a list is found by that person: such lines are few.
create index trail_people_seen on trail using gin ((data -> 'customerIds'))
  where type = 'monitor.people-seen';
