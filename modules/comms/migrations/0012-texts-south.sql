-- The texts in Tamil, Telugu, Kannada, Malayalam: each is a registration of its own on DLT.
-- UCS-2 in any case, so the rupee sign stands; a date is in figures ({x:day}), for a month’s name
-- would be English. At most three SMS each.
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-ta', 'otp', 'ta', 'otp', '1107170000000000107',
   '{code:numeric} தாராவில் உள்நுழைய உங்கள் OTP. 10 நிமிடம் செல்லும். யாரிடமும் சொல்லாதீர்கள். ' ||
   '-DHARAF'),
  ('tpl_rejected-ta', 'rejected', 'ta', 'service', '1107170000000000108',
   'இம்முறை உங்கள் தாரா கடன் விண்ணப்பத்தை ஏற்க முடியவில்லை. காரணங்கள் செயலியில் உங்கள் ' ||
   'விண்ணப்பத்தின் கீழ் உள்ளன. -DHARAF'),
  ('tpl_loan-disbursed-ta', 'loan-disbursed', 'ta', 'service', '1107170000000000109',
   'தாரா கடன் {ending:alphanumeric}: {creditedOn:day} அன்று ₹{amount:money} கணக்கில் வந்தது. ' ||
   'முதல் EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} வரை அபராதமின்றித் ' ||
   'திருப்பித் தரலாம். -DHARAF'),
  ('tpl_purchase-paid-ta', 'purchase-paid', 'ta', 'service', '1107170000000000110',
   'தாரா கடன் {ending:alphanumeric}: {creditedOn:day} அன்று ஆர்டரின் ₹{amount:money} கடைக்குச் ' ||
   'செலுத்தினோம். முதல் EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} வரை ' ||
   'அபராதமின்றித் திருப்பித் தரலாம். -DHARAF'),
  ('tpl_instalment-near-ta', 'instalment-near', 'ta', 'service', '1107170000000000111',
   '{dueOn:day} அன்று தாரா EMI ₹{amount:money} உங்கள் வங்கிக் கணக்கிலிருந்து எடுக்கப்படும். ' ||
   'கணக்கில் பணம் வையுங்கள். -DHARAF'),
  ('tpl_instalment-returned-ta', 'instalment-returned', 'ta', 'service', '1107170000000000112',
   '{returnedOn:day} அன்று தாரா EMI-இன் ₹{amount:money} உங்கள் வங்கியிலிருந்து திரும்பியது. ' ||
   'செயலியில் எப்போதும் செலுத்தலாம். -DHARAF'),
  ('tpl_payment-received-ta', 'payment-received', 'ta', 'service', '1107170000000000113',
   '{receivedOn:day} அன்று உங்கள் தாரா கடனுக்கு ₹{amount:money} கிடைத்தது. நன்றி. -DHARAF'),
  ('tpl_bounce-charged-ta', 'bounce-charged', 'ta', 'service', '1107170000000000114',
   'தாரா கடனில் {leviedOn:day} அன்று ₹{amount:money} (GST உட்பட) பவுன்ஸ் கட்டணம் சேர்ந்தது: ' ||
   'உங்கள் வங்கி EMI-ஐத் திருப்பியது. -DHARAF'),
  ('tpl_cheque-charged-ta', 'cheque-charged', 'ta', 'service', '1107170000000000115',
   'தாரா கடனில் {leviedOn:day} அன்று ₹{amount:money} (GST உட்பட) பவுன்ஸ் கட்டணம் சேர்ந்தது: ' ||
   'உங்கள் வங்கி காசோலையைத் திருப்பியது. -DHARAF'),
  ('tpl_penal-charged-ta', 'penal-charged', 'ta', 'service', '1107170000000000116',
   'தாரா கடனில் {leviedOn:day} அன்று ₹{amount:money} (GST உட்பட) அபராதக் கட்டணம் சேர்ந்தது: EMI ' ||
   'அதன் நாளில் செலுத்தப்படவில்லை. -DHARAF'),
  ('tpl_loan-closed-ta', 'loan-closed', 'ta', 'service', '1107170000000000117',
   'உங்கள் தாரா கடன் {closedOn:day} அன்று முடிந்தது; செலுத்த எதுவும் இல்லை. ஆட்சேபணையின்மைச் ' ||
   'சான்றிதழ் செயலியில் உள்ளது. -DHARAF'),
  ('tpl_loan-cancelled-ta', 'loan-cancelled', 'ta', 'service', '1107170000000000118',
   'உங்கள் தாரா கடன் {closedOn:day} அன்று ரத்தானது; செலுத்த எதுவும் இல்லை. -DHARAF'),
  ('tpl_documents-ready-ta', 'documents-ready', 'ta', 'service', '1107170000000000119',
   'கையொப்பமிட்ட தாரா கடன் ஆவணங்கள் (முக்கிய விவரங்கள், ஒப்பந்தம்) தயார். செயலியின் ஆவணங்களில் ' ||
   'படித்து வைத்திருங்கள்: {link:url} -DHARAF'),
  ('tpl_kfs-ready-ta', 'kfs-ready', 'ta', 'service', '1107170000000000120',
   'நீங்கள் ஏற்ற தாரா கடனின் முக்கிய விவரங்கள் தயார். செயலியின் ஆவணங்களில் படித்து ' ||
   'வைத்திருங்கள்: {link:url} -DHARAF'),
  ('tpl_new-offer-ta', 'new-offer', 'ta', 'promotional', '1107170000000000121',
   '₹{amount:money} வரை தாரா கடனுக்கு நீங்கள் தகுதி பெறலாம். முதலில் செயலியில் செலவைப் ' ||
   'பாருங்கள். இவற்றைச் செயலியில் நிறுத்தலாம். -DHARAF');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-te', 'otp', 'te', 'otp', '1107170000000000122',
   '{code:numeric} ధారాలో ప్రవేశానికి మీ OTP. 10 నిమిషాలు చెల్లుతుంది. ఎవరికీ చెప్పవద్దు. ' ||
   '-DHARAF'),
  ('tpl_rejected-te', 'rejected', 'te', 'service', '1107170000000000123',
   'ఈసారి మీ ధారా రుణ దరఖాస్తును ఆమోదించలేకపోయాము. కారణాలు యాప్‌లో మీ దరఖాస్తు కింద ఉన్నాయి. ' ||
   '-DHARAF'),
  ('tpl_loan-disbursed-te', 'loan-disbursed', 'te', 'service', '1107170000000000124',
   'ధారా రుణం {ending:alphanumeric}: {creditedOn:day}న ₹{amount:money} మీ ఖాతాకు చేరింది. మొదటి ' ||
   'EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} వరకు జరిమానా లేకుండా ' ||
   'తిరిగి ఇవ్వవచ్చు. -DHARAF'),
  ('tpl_purchase-paid-te', 'purchase-paid', 'te', 'service', '1107170000000000125',
   'ధారా రుణం {ending:alphanumeric}: {creditedOn:day}న మీ ఆర్డర్ ₹{amount:money} దుకాణానికి ' ||
   'చెల్లించాము. మొదటి EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} వరకు ' ||
   'జరిమానా లేకుండా తిరిగి ఇవ్వవచ్చు. -DHARAF'),
  ('tpl_instalment-near-te', 'instalment-near', 'te', 'service', '1107170000000000126',
   '{dueOn:day}న ధారా EMI ₹{amount:money} మీ బ్యాంకు ఖాతా నుండి తీసుకుంటాము. దయచేసి ఖాతాలో ' ||
   'డబ్బు ఉంచండి. -DHARAF'),
  ('tpl_instalment-returned-te', 'instalment-returned', 'te', 'service', '1107170000000000127',
   '{returnedOn:day}న ధారా EMI ₹{amount:money} మీ బ్యాంకు నుండి తిరిగి వచ్చింది. యాప్‌లో ' ||
   'ఎప్పుడైనా చెల్లించవచ్చు. -DHARAF'),
  ('tpl_payment-received-te', 'payment-received', 'te', 'service', '1107170000000000128',
   '{receivedOn:day}న మీ ధారా రుణానికి ₹{amount:money} అందింది. ధన్యవాదాలు. -DHARAF'),
  ('tpl_bounce-charged-te', 'bounce-charged', 'te', 'service', '1107170000000000129',
   'మీ ధారా రుణంలో {leviedOn:day}న ₹{amount:money} (GSTతో) బౌన్స్ ఛార్జీ చేరింది: మీ బ్యాంకు ' ||
   'EMIని తిప్పి పంపింది. -DHARAF'),
  ('tpl_cheque-charged-te', 'cheque-charged', 'te', 'service', '1107170000000000130',
   'మీ ధారా రుణంలో {leviedOn:day}న ₹{amount:money} (GSTతో) బౌన్స్ ఛార్జీ చేరింది: మీ బ్యాంకు ' ||
   'చెక్కును తిప్పి పంపింది. -DHARAF'),
  ('tpl_penal-charged-te', 'penal-charged', 'te', 'service', '1107170000000000131',
   'మీ ధారా రుణంలో {leviedOn:day}న ₹{amount:money} (GSTతో) జరిమానా ఛార్జీ చేరింది: EMI దాని ' ||
   'రోజున చెల్లించలేదు. -DHARAF'),
  ('tpl_loan-closed-te', 'loan-closed', 'te', 'service', '1107170000000000132',
   'మీ ధారా రుణం {closedOn:day}న ముగిసింది; చెల్లించాల్సింది ఏమీ లేదు. నిరభ్యంతర ధ్రువపత్రం ' ||
   'యాప్‌లో ఉంది. -DHARAF'),
  ('tpl_loan-cancelled-te', 'loan-cancelled', 'te', 'service', '1107170000000000133',
   'మీ ధారా రుణం {closedOn:day}న రద్దయింది; చెల్లించాల్సింది ఏమీ లేదు. -DHARAF'),
  ('tpl_documents-ready-te', 'documents-ready', 'te', 'service', '1107170000000000134',
   'సంతకం చేసిన ధారా రుణ పత్రాలు (ముఖ్య వివరాలు, ఒప్పందం) సిద్ధం. యాప్‌లోని పత్రాలలో చదివి ' ||
   'దాచుకోండి: {link:url} -DHARAF'),
  ('tpl_kfs-ready-te', 'kfs-ready', 'te', 'service', '1107170000000000135',
   'మీరు అంగీకరించిన ధారా రుణం ముఖ్య వివరాలు సిద్ధం. యాప్‌లోని పత్రాలలో చదివి దాచుకోండి: ' ||
   '{link:url} -DHARAF'),
  ('tpl_new-offer-te', 'new-offer', 'te', 'promotional', '1107170000000000136',
   'మీరు ₹{amount:money} వరకు ధారా రుణానికి అర్హులు కావచ్చు. ముందు యాప్‌లో ఖర్చు చూడండి. ఇలాంటి ' ||
   'సందేశాలను యాప్‌లో ఆపవచ్చు. -DHARAF');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-kn', 'otp', 'kn', 'otp', '1107170000000000137',
   '{code:numeric} ಧಾರಾದಲ್ಲಿ ಸೈನ್-ಇನ್‌ಗೆ ನಿಮ್ಮ OTP. 10 ನಿಮಿಷ ನಡೆಯುತ್ತದೆ. ಯಾರಿಗೂ ಹೇಳಬೇಡಿ. -DHARAF'),
  ('tpl_rejected-kn', 'rejected', 'kn', 'service', '1107170000000000138',
   'ಈ ಬಾರಿ ನಿಮ್ಮ ಧಾರಾ ಸಾಲದ ಅರ್ಜಿಯನ್ನು ಒಪ್ಪಲಾಗಲಿಲ್ಲ. ಕಾರಣಗಳು ಆ್ಯಪ್‌ನಲ್ಲಿ ನಿಮ್ಮ ಅರ್ಜಿಯ ಕೆಳಗಿವೆ. ' ||
   '-DHARAF'),
  ('tpl_loan-disbursed-kn', 'loan-disbursed', 'kn', 'service', '1107170000000000139',
   'ಧಾರಾ ಸಾಲ {ending:alphanumeric}: {creditedOn:day} ರಂದು ₹{amount:money} ಖಾತೆಗೆ ಬಂದಿದೆ. ಮೊದಲ ' ||
   'EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} ರವರೆಗೆ ದಂಡವಿಲ್ಲದೆ ವಾಪಸ್ ' ||
   'ಕೊಡಬಹುದು. -DHARAF'),
  ('tpl_purchase-paid-kn', 'purchase-paid', 'kn', 'service', '1107170000000000140',
   'ಧಾರಾ ಸಾಲ {ending:alphanumeric}: {creditedOn:day} ರಂದು ಆರ್ಡರ್‌ನ ₹{amount:money} ಅಂಗಡಿಗೆ ' ||
   'ಕೊಟ್ಟಿದ್ದೇವೆ. ಮೊದಲ EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} ರವರೆಗೆ ' ||
   'ದಂಡವಿಲ್ಲದೆ ವಾಪಸ್ ಕೊಡಬಹುದು. -DHARAF'),
  ('tpl_instalment-near-kn', 'instalment-near', 'kn', 'service', '1107170000000000141',
   '{dueOn:day} ರಂದು ಧಾರಾ EMI ₹{amount:money} ನಿಮ್ಮ ಬ್ಯಾಂಕ್ ಖಾತೆಯಿಂದ ಹೋಗುತ್ತದೆ. ದಯವಿಟ್ಟು ' ||
   'ಖಾತೆಯಲ್ಲಿ ಹಣ ಇಡಿ. -DHARAF'),
  ('tpl_instalment-returned-kn', 'instalment-returned', 'kn', 'service', '1107170000000000142',
   '{returnedOn:day} ರಂದು ಧಾರಾ EMI ₹{amount:money} ನಿಮ್ಮ ಬ್ಯಾಂಕ್‌ನಿಂದ ವಾಪಸ್ ಬಂದಿದೆ. ಆ್ಯಪ್‌ನಲ್ಲಿ ' ||
   'ಯಾವಾಗ ಬೇಕಾದರೂ ಕಟ್ಟಬಹುದು. -DHARAF'),
  ('tpl_payment-received-kn', 'payment-received', 'kn', 'service', '1107170000000000143',
   '{receivedOn:day} ರಂದು ನಿಮ್ಮ ಧಾರಾ ಸಾಲಕ್ಕೆ ₹{amount:money} ಬಂದಿದೆ. ಧನ್ಯವಾದ. -DHARAF'),
  ('tpl_bounce-charged-kn', 'bounce-charged', 'kn', 'service', '1107170000000000144',
   'ಧಾರಾ ಸಾಲಕ್ಕೆ {leviedOn:day} ರಂದು ₹{amount:money} (GST ಸೇರಿ) ಬೌನ್ಸ್ ಶುಲ್ಕ ಸೇರಿದೆ: ನಿಮ್ಮ ' ||
   'ಬ್ಯಾಂಕ್ EMI ವಾಪಸ್ ಕಳುಹಿಸಿದೆ. -DHARAF'),
  ('tpl_cheque-charged-kn', 'cheque-charged', 'kn', 'service', '1107170000000000145',
   'ಧಾರಾ ಸಾಲಕ್ಕೆ {leviedOn:day} ರಂದು ₹{amount:money} (GST ಸೇರಿ) ಬೌನ್ಸ್ ಶುಲ್ಕ ಸೇರಿದೆ: ನಿಮ್ಮ ' ||
   'ಬ್ಯಾಂಕ್ ಚೆಕ್ ವಾಪಸ್ ಕಳುಹಿಸಿದೆ. -DHARAF'),
  ('tpl_penal-charged-kn', 'penal-charged', 'kn', 'service', '1107170000000000146',
   'ಧಾರಾ ಸಾಲಕ್ಕೆ {leviedOn:day} ರಂದು ₹{amount:money} (GST ಸೇರಿ) ದಂಡ ಶುಲ್ಕ ಸೇರಿದೆ: EMI ಅದರ ' ||
   'ದಿನದಂದು ಕಟ್ಟಿಲ್ಲ. -DHARAF'),
  ('tpl_loan-closed-kn', 'loan-closed', 'kn', 'service', '1107170000000000147',
   'ನಿಮ್ಮ ಧಾರಾ ಸಾಲ {closedOn:day} ರಂದು ಮುಗಿದಿದೆ; ಕಟ್ಟಲು ಏನೂ ಉಳಿದಿಲ್ಲ. ನಿರಾಕ್ಷೇಪಣಾ ಪತ್ರ ' ||
   'ಆ್ಯಪ್‌ನಲ್ಲಿದೆ. -DHARAF'),
  ('tpl_loan-cancelled-kn', 'loan-cancelled', 'kn', 'service', '1107170000000000148',
   'ನಿಮ್ಮ ಧಾರಾ ಸಾಲ {closedOn:day} ರಂದು ರದ್ದಾಗಿದೆ; ಕಟ್ಟಲು ಏನೂ ಉಳಿದಿಲ್ಲ. -DHARAF'),
  ('tpl_documents-ready-kn', 'documents-ready', 'kn', 'service', '1107170000000000149',
   'ಸಹಿ ಮಾಡಿದ ಧಾರಾ ಸಾಲದ ಕಾಗದಪತ್ರಗಳು (ಮುಖ್ಯ ಸಂಗತಿಗಳು, ಒಪ್ಪಂದ) ಸಿದ್ಧ. ಆ್ಯಪ್‌ನ ಕಾಗದಪತ್ರಗಳಲ್ಲಿ ಓದಿ ' ||
   'ಇಟ್ಟುಕೊಳ್ಳಿ: {link:url} -DHARAF'),
  ('tpl_kfs-ready-kn', 'kfs-ready', 'kn', 'service', '1107170000000000150',
   'ನೀವು ಒಪ್ಪಿದ ಧಾರಾ ಸಾಲದ ಮುಖ್ಯ ಸಂಗತಿಗಳು ಸಿದ್ಧ. ಆ್ಯಪ್‌ನ ಕಾಗದಪತ್ರಗಳಲ್ಲಿ ಓದಿ, ಇಟ್ಟುಕೊಳ್ಳಿ: ' ||
   '{link:url} -DHARAF'),
  ('tpl_new-offer-kn', 'new-offer', 'kn', 'promotional', '1107170000000000151',
   'ನೀವು ₹{amount:money} ವರೆಗಿನ ಧಾರಾ ಸಾಲಕ್ಕೆ ಅರ್ಹರಾಗಿರಬಹುದು. ಮೊದಲು ಆ್ಯಪ್‌ನಲ್ಲಿ ಖರ್ಚು ನೋಡಿ. ಇಂಥ ' ||
   'ಸಂದೇಶಗಳನ್ನು ಆ್ಯಪ್‌ನಲ್ಲಿ ನಿಲ್ಲಿಸಬಹುದು. -DHARAF');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-ml', 'otp', 'ml', 'otp', '1107170000000000152',
   '{code:numeric} ധാരയിൽ കയറാനുള്ള OTP. 10 മിനിറ്റ് സാധുതയുണ്ട്. ആരോടും പറയരുത്. -DHARAF'),
  ('tpl_rejected-ml', 'rejected', 'ml', 'service', '1107170000000000153',
   'ഇത്തവണ നിങ്ങളുടെ ധാര വായ്പാ അപേക്ഷ അംഗീകരിക്കാൻ കഴിഞ്ഞില്ല. കാരണങ്ങൾ ആപ്പിൽ അപേക്ഷയുടെ ' ||
   'താഴെയുണ്ട്. -DHARAF'),
  ('tpl_loan-disbursed-ml', 'loan-disbursed', 'ml', 'service', '1107170000000000154',
   'ധാര വായ്പ {ending:alphanumeric}: {creditedOn:day}-ന് ₹{amount:money} അക്കൗണ്ടിലെത്തി. ആദ്യ ' ||
   'EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} വരെ പിഴയില്ലാതെ തിരിച്ചു ' ||
   'നൽകാം. -DHARAF'),
  ('tpl_purchase-paid-ml', 'purchase-paid', 'ml', 'service', '1107170000000000155',
   'ധാര വായ്പ {ending:alphanumeric}: {creditedOn:day}-ന് ഓർഡറിന്റെ ₹{amount:money} കടയ്ക്കു ' ||
   'നൽകി. ആദ്യ EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} വരെ പിഴയില്ലാതെ ' ||
   'തിരിച്ചു നൽകാം. -DHARAF'),
  ('tpl_instalment-near-ml', 'instalment-near', 'ml', 'service', '1107170000000000156',
   '{dueOn:day}-ന് ധാര EMI ₹{amount:money} ബാങ്ക് അക്കൗണ്ടിൽ നിന്ന് എടുക്കും. ദയവായി അക്കൗണ്ടിൽ ' ||
   'പണം വയ്ക്കുക. -DHARAF'),
  ('tpl_instalment-returned-ml', 'instalment-returned', 'ml', 'service', '1107170000000000157',
   '{returnedOn:day}-ന് ധാര EMI ₹{amount:money} ബാങ്കിൽ നിന്നു മടങ്ങി. ആപ്പിൽ എപ്പോൾ ' ||
   'വേണമെങ്കിലും അടയ്ക്കാം. -DHARAF'),
  ('tpl_payment-received-ml', 'payment-received', 'ml', 'service', '1107170000000000158',
   '{receivedOn:day}-ന് ധാര വായ്പയിലേക്ക് ₹{amount:money} കിട്ടി. നന്ദി. -DHARAF'),
  ('tpl_bounce-charged-ml', 'bounce-charged', 'ml', 'service', '1107170000000000159',
   'ധാര വായ്പയിൽ {leviedOn:day}-ന് ₹{amount:money} (GST അടക്കം) ബൗൺസ് ചാർജ് ചേർത്തു: ബാങ്ക് EMI ' ||
   'മടക്കി. -DHARAF'),
  ('tpl_cheque-charged-ml', 'cheque-charged', 'ml', 'service', '1107170000000000160',
   'ധാര വായ്പയിൽ {leviedOn:day}-ന് ₹{amount:money} (GST അടക്കം) ബൗൺസ് ചാർജ് ചേർത്തു: ബാങ്ക് ' ||
   'നിങ്ങളുടെ ചെക്ക് മടക്കി. -DHARAF'),
  ('tpl_penal-charged-ml', 'penal-charged', 'ml', 'service', '1107170000000000161',
   'ധാര വായ്പയിൽ {leviedOn:day}-ന് ₹{amount:money} (GST അടക്കം) പിഴ ചാർജ് ചേർത്തു: EMI അതിന്റെ ' ||
   'ദിവസം അടച്ചില്ല. -DHARAF'),
  ('tpl_loan-closed-ml', 'loan-closed', 'ml', 'service', '1107170000000000162',
   'നിങ്ങളുടെ ധാര വായ്പ {closedOn:day}-ന് അവസാനിച്ചു; അടയ്ക്കാൻ ഒന്നുമില്ല. നിരാക്ഷേപപത്രം ' ||
   'ആപ്പിലുണ്ട്. -DHARAF'),
  ('tpl_loan-cancelled-ml', 'loan-cancelled', 'ml', 'service', '1107170000000000163',
   'നിങ്ങളുടെ ധാര വായ്പ {closedOn:day}-ന് റദ്ദാക്കി; അടയ്ക്കാൻ ഒന്നുമില്ല. -DHARAF'),
  ('tpl_documents-ready-ml', 'documents-ready', 'ml', 'service', '1107170000000000164',
   'ഒപ്പിട്ട ധാര വായ്പാ രേഖകൾ (പ്രധാന വസ്തുതകൾ, കരാർ) തയ്യാർ. ആപ്പിലെ രേഖകളിൽ വായിച്ചു ' ||
   'സൂക്ഷിക്കുക: {link:url} -DHARAF'),
  ('tpl_kfs-ready-ml', 'kfs-ready', 'ml', 'service', '1107170000000000165',
   'നിങ്ങൾ അംഗീകരിച്ച ധാര വായ്പയുടെ പ്രധാന വസ്തുതകൾ തയ്യാർ. ആപ്പിലെ രേഖകളിൽ വായിച്ചു ' ||
   'സൂക്ഷിക്കുക: {link:url} -DHARAF'),
  ('tpl_new-offer-ml', 'new-offer', 'ml', 'promotional', '1107170000000000166',
   '₹{amount:money} വരെ ധാര വായ്പയ്ക്ക് നിങ്ങൾ അർഹരായേക്കാം. ആദ്യം ആപ്പിൽ ചെലവു നോക്കുക. ഇത്തരം ' ||
   'സന്ദേശങ്ങൾ ആപ്പിൽ നിർത്താം. -DHARAF');
