-- The signed papers of a loan (SPEC DL-04), and receipts that come back to who asked.

alter table message add column about text;
-- Only SMS is sent; no row ever had another channel.
alter table message drop constraint message_channel_check;
alter table message add constraint message_channel_check check (channel = 'sms');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_documents-ready-en', 'documents-ready', 'en', 'service', '1107170000000000031',
   'Your signed Dhara loan papers (key facts statement and agreement) are ready. Read and ' ||
   'keep them in the app under Documents: {link:url} -DHARAF'),
  ('tpl_documents-ready-hi', 'documents-ready', 'hi', 'service', '1107170000000000032',
   'आपके हस्ताक्षरित धारा ऋण दस्तावेज़ (मुख्य तथ्य विवरण और अनुबंध) तैयार हैं। इन्हें ऐप में ' ||
   'काग़ज़ात के नीचे पढ़ें और रखें: {link:url} -DHARAF');
