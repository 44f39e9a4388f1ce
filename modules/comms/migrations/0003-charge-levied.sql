-- Each charge is told as it is levied, with its reason (SPEC §3.1).
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_charge-levied-en', 'charge-levied', 'en', 'service', '1107170000000000019',
   '{kind:alphanumeric} of Rs {amount:money} incl. GST was added to your Dhara loan on ' ||
   '{leviedOn:date}. Reason: {reason:alphanumeric}. -DHARAF'),
  ('tpl_charge-levied-hi', 'charge-levied', 'hi', 'service', '1107170000000000020',
   '{leviedOn:date} को आपके धारा ऋण में {kind:alphanumeric} Rs {amount:money} (GST सहित) ' ||
   'जोड़ा गया। कारण: {reason:alphanumeric}। -DHARAF');
