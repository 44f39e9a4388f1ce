-- Where the lender is registered for GST: a borrower of another state is taxed by IGST.
insert into rule
  (id, code, effective_from, effective_to, says, value, instrument, para, cites, level)
values
  ('rule_lender-gst-state-2017-07-01', 'lender.gst-state', '2017-07-01', null,
   'The state this lender is registered in, as its GST number; the lender publishes its own',
   '{"state": "29"}',
   'IGST Act 2017', 's12(2)', 'SPEC §12', 'K');
