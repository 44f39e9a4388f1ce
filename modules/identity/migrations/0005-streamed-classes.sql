-- Apps and messages are consented to one by one, so each has a key of its own to destroy
-- (SPEC §7.1, class "device").

alter table data_key drop constraint data_key_class_check;
alter table data_key add constraint data_key_class_check check (
  class in ('identity', 'books', 'bureau-raw', 'aa-raw', 'device', 'device-apps', 'device-sms',
            'marketing')
);
