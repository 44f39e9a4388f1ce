-- Each reason for a charge is a text of its own (SPEC §3.1): a reason in a place of `charge-levied`
-- could only be Latin letters, in the middle of a text in another script. That text is no longer
-- sent; the messages that were name it.
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_bounce-charged-en', 'bounce-charged', 'en', 'service', '1107170000000000101',
   'Bounce charge of Rs {amount:money} incl. GST was added to your Dhara loan on ' ||
   '{leviedOn:date}: your bank returned the EMI debit. -DHARAF'),
  ('tpl_bounce-charged-hi', 'bounce-charged', 'hi', 'service', '1107170000000000102',
   'आपके धारा ऋण में {leviedOn:date} को Rs {amount:money} (GST सहित) बाउंस शुल्क जुड़ा: आपके ' ||
   'बैंक ने EMI का भुगतान लौटाया। -DHARAF'),
  ('tpl_cheque-charged-en', 'cheque-charged', 'en', 'service', '1107170000000000103',
   'Bounce charge of Rs {amount:money} incl. GST was added to your Dhara loan on ' ||
   '{leviedOn:date}: your bank returned your cheque. -DHARAF'),
  ('tpl_cheque-charged-hi', 'cheque-charged', 'hi', 'service', '1107170000000000104',
   'आपके धारा ऋण में {leviedOn:date} को Rs {amount:money} (GST सहित) बाउंस शुल्क जुड़ा: आपके ' ||
   'बैंक ने चेक लौटाया। -DHARAF'),
  ('tpl_penal-charged-en', 'penal-charged', 'en', 'service', '1107170000000000105',
   'Penal charge of Rs {amount:money} incl. GST was added to your Dhara loan on ' ||
   '{leviedOn:date}: an EMI was not paid by its due date. -DHARAF'),
  ('tpl_penal-charged-hi', 'penal-charged', 'hi', 'service', '1107170000000000106',
   'आपके धारा ऋण में {leviedOn:date} को Rs {amount:money} (GST सहित) दंड शुल्क जुड़ा: EMI अपनी ' ||
   'तारीख तक नहीं चुकाई गई। -DHARAF');
