-- What a provision needs beside its floor: the lender's own layer, months, secured parts.
insert into rule
  (id, code, effective_from, effective_to, says, value, instrument, para, cites, level)
values
  ('rule_nbfc-lender-layer-2022-10-01', 'nbfc.lender-layer', '2022-10-01', null,
   'The layer this lender stands in; it is the lender’s to publish another from a day on',
   '{"layer": "BL"}',
   'SBR framework', 'p10', 'SPEC §0.3', 'Q'),
  ('rule_npa-substandard-months-2025-11-28', 'npa.substandard-months', '2025-11-28', null,
   'An NPA is sub-standard for so many months, then doubtful',
   '{"BL": 18, "ML": 12, "UL": 12}',
   'IRAC, RBI/DOR/2025-26/356', 'p52', 'IRAC-8', 'Q'),
  ('rule_provision-doubtful-secured-2025-11-28', 'provision.doubtful-secured', '2025-11-28', null,
   'Provision on the secured part of a doubtful loan, in percent, by years as doubtful',
   '{"upTo1Year": "20", "upTo3Years": "30", "over3Years": "50"}',
   'IRAC, RBI/DOR/2025-26/356', 'p32(2)', 'SPEC §4.4', 'Q');
