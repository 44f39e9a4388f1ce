-- What was changed late in a loan's life is told: arrears on new dates, a contract ended, a
-- charge-off, a change taken back, a closed loan opened again; each text a registration of its own.
-- `loan-closed` said that the certificate is there; it follows once the mandate is struck, so
-- `loan-paid-off` takes its place. That one is no longer sent; the messages that were name it.
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_arrears-replanned-en', 'arrears-replanned', 'en', 'service', '1107170000000000227',
   'What was overdue on your Dhara loan now falls due on new dates: {instalments:numeric} ' ||
   'EMIs of about Rs {instalment:money}, the last on {lastDueOn:date}. All dates are in the ' ||
   'app. -DHARAF'),
  ('tpl_contract-ended-en', 'contract-ended', 'en', 'service', '1107170000000000228',
   'The contract of your Dhara loan was ended on {endedOn:date}: all of it, Rs {due:money}, ' ||
   'is due now. You can pay in the app at any time. -DHARAF'),
  ('tpl_charged-off-en', 'charged-off', 'en', 'service', '1107170000000000229',
   'Your Dhara loan was charged off on {chargedOffOn:date} and the credit bureaus hear of ' ||
   'it. Rs {amount:money} is still owed; you can pay in the app at any time. -DHARAF'),
  ('tpl_change-reversed-en', 'change-reversed', 'en', 'service', '1107170000000000230',
   'A change to your Dhara loan of {madeOn:date} was taken back on {reversedOn:date}: its ' ||
   'dates and dues are again as they were without it. See them in the app. -DHARAF'),
  ('tpl_loan-reopened-en', 'loan-reopened', 'en', 'service', '1107170000000000231',
   'A payment of your Dhara loan did not stand: the loan is open again since ' ||
   '{reopenedOn:date}, and Rs {due:money} is due. A no-objection certificate issued for it ' ||
   'is void. -DHARAF'),
  ('tpl_loan-paid-off-en', 'loan-paid-off', 'en', 'service', '1107170000000000232',
   'Your Dhara loan was closed on {closedOn:date}; nothing is due any more. The no-objection ' ||
   'certificate follows in the app. -DHARAF'),
  ('tpl_arrears-replanned-hi', 'arrears-replanned', 'hi', 'service', '1107170000000000233',
   'आपके धारा ऋण की बकाया राशि अब नई तारीखों पर देय है: लगभग Rs {instalment:money} की ' ||
   '{instalments:numeric} EMI, आखिरी {lastDueOn:date} को। सब तारीखें ऐप में हैं। -DHARAF'),
  ('tpl_contract-ended-hi', 'contract-ended', 'hi', 'service', '1107170000000000234',
   'आपके धारा ऋण का अनुबंध {endedOn:date} को समाप्त किया गया: पूरी राशि Rs {due:money} अब ' ||
   'देय है। ऐप में कभी भी चुका सकते हैं। -DHARAF'),
  ('tpl_charged-off-hi', 'charged-off', 'hi', 'service', '1107170000000000235',
   'आपका धारा ऋण {chargedOffOn:date} को चार्ज-ऑफ़ हुआ; क्रेडिट ब्यूरो को बताया जाएगा। Rs ' ||
   '{amount:money} अब भी देय है; ऐप में कभी भी चुका सकते हैं। -DHARAF'),
  ('tpl_change-reversed-hi', 'change-reversed', 'hi', 'service', '1107170000000000236',
   'आपके धारा ऋण में {madeOn:date} का बदलाव {reversedOn:date} को वापस लिया गया: तारीखें और ' ||
   'देय राशि पहले जैसी हैं। ऐप में देखें। -DHARAF'),
  ('tpl_loan-reopened-hi', 'loan-reopened', 'hi', 'service', '1107170000000000237',
   'आपके धारा ऋण का एक भुगतान नहीं टिका: ऋण {reopenedOn:date} से फिर चालू है, Rs {due:money} ' ||
   'देय है। इसका नो-ड्यूज़ प्रमाणपत्र अब मान्य नहीं। -DHARAF'),
  ('tpl_loan-paid-off-hi', 'loan-paid-off', 'hi', 'service', '1107170000000000238',
   'आपका धारा ऋण {closedOn:date} को बंद हुआ; अब कुछ भी देय नहीं है। नो-ड्यूज़ प्रमाणपत्र ऐप ' ||
   'में आएगा। -DHARAF'),
  ('tpl_arrears-replanned-ta', 'arrears-replanned', 'ta', 'service', '1107170000000000239',
   'தாரா கடனின் நிலுவை இனி புதிய நாட்களில்: சுமார் ₹{instalment:money} வீதம் ' ||
   '{instalments:numeric} EMI, கடைசி {lastDueOn:day}. எல்லா நாட்களும் செயலியில் உள்ளன. ' ||
   '-DHARAF'),
  ('tpl_contract-ended-ta', 'contract-ended', 'ta', 'service', '1107170000000000240',
   'தாரா கடன் ஒப்பந்தம் {endedOn:day} அன்று முடிக்கப்பட்டது: முழுத் தொகை ₹{due:money} ' ||
   'இப்போது செலுத்த வேண்டும். செயலியில் எப்போதும் செலுத்தலாம். -DHARAF'),
  ('tpl_charged-off-ta', 'charged-off', 'ta', 'service', '1107170000000000241',
   'தாரா கடன் {chargedOffOn:day} அன்று வாராக்கடனாக எழுதப்பட்டது; கடன் தகவல் ' ||
   'நிறுவனங்களுக்குத் தெரிவிப்போம். ₹{amount:money} இன்னும் பாக்கி; செயலியில் செலுத்தலாம். ' ||
   '-DHARAF'),
  ('tpl_change-reversed-ta', 'change-reversed', 'ta', 'service', '1107170000000000242',
   'தாரா கடனில் {madeOn:day} செய்த மாற்றம் {reversedOn:day} அன்று திரும்பப் பெறப்பட்டது: ' ||
   'நாட்களும் தொகையும் முன்பு போலவே. செயலியில் பாருங்கள். -DHARAF'),
  ('tpl_loan-reopened-ta', 'loan-reopened', 'ta', 'service', '1107170000000000243',
   'தாரா கடனின் ஒரு செலுத்துதல் நிலைக்கவில்லை: கடன் {reopenedOn:day} முதல் மீண்டும் ' ||
   'திறந்துள்ளது, ₹{due:money} பாக்கி. அதன் ஆட்சேபணையின்மைச் சான்றிதழ் செல்லாது. -DHARAF'),
  ('tpl_loan-paid-off-ta', 'loan-paid-off', 'ta', 'service', '1107170000000000244',
   'உங்கள் தாரா கடன் {closedOn:day} அன்று முடிந்தது; செலுத்த எதுவும் இல்லை. ஆட்சேபணையின்மைச் ' ||
   'சான்றிதழ் செயலியில் வரும். -DHARAF'),
  ('tpl_arrears-replanned-te', 'arrears-replanned', 'te', 'service', '1107170000000000245',
   'ధారా రుణం బకాయి ఇక కొత్త తేదీల్లో: సుమారు ₹{instalment:money} చొప్పున ' ||
   '{instalments:numeric} EMIలు, చివరిది {lastDueOn:day}. అన్ని తేదీలు యాప్‌లో ఉన్నాయి. ' ||
   '-DHARAF'),
  ('tpl_contract-ended-te', 'contract-ended', 'te', 'service', '1107170000000000246',
   'ధారా రుణ ఒప్పందం {endedOn:day}న ముగించబడింది: మొత్తం ₹{due:money} ఇప్పుడు చెల్లించాలి. ' ||
   'యాప్‌లో ఎప్పుడైనా చెల్లించవచ్చు. -DHARAF'),
  ('tpl_charged-off-te', 'charged-off', 'te', 'service', '1107170000000000247',
   'ధారా రుణం {chargedOffOn:day}న రాని బాకీగా నమోదైంది; క్రెడిట్ బ్యూరోలకు తెలియజేస్తాము. ' ||
   '₹{amount:money} ఇంకా బాకీ ఉంది; యాప్‌లో చెల్లించవచ్చు. -DHARAF'),
  ('tpl_change-reversed-te', 'change-reversed', 'te', 'service', '1107170000000000248',
   'ధారా రుణంలో {madeOn:day}న చేసిన మార్పు {reversedOn:day}న వెనక్కి తీసుకున్నాము: తేదీలు, ' ||
   'బాకీ మునుపటిలాగే ఉన్నాయి. యాప్‌లో చూడండి. -DHARAF'),
  ('tpl_loan-reopened-te', 'loan-reopened', 'te', 'service', '1107170000000000249',
   'ధారా రుణం చెల్లింపు ఒకటి నిలవలేదు: రుణం {reopenedOn:day} నుండి మళ్లీ తెరిచి ఉంది, ' ||
   '₹{due:money} బాకీ. దాని నిరభ్యంతర ధ్రువపత్రం చెల్లదు. -DHARAF'),
  ('tpl_loan-paid-off-te', 'loan-paid-off', 'te', 'service', '1107170000000000250',
   'మీ ధారా రుణం {closedOn:day}న ముగిసింది; చెల్లించాల్సింది ఏమీ లేదు. నిరభ్యంతర ధ్రువపత్రం ' ||
   'యాప్‌లో వస్తుంది. -DHARAF'),
  ('tpl_arrears-replanned-kn', 'arrears-replanned', 'kn', 'service', '1107170000000000251',
   'ಧಾರಾ ಸಾಲದ ಬಾಕಿ ಇನ್ನು ಹೊಸ ದಿನಗಳಲ್ಲಿ: ಸುಮಾರು ₹{instalment:money} ರ {instalments:numeric} ' ||
   'EMI, ಕೊನೆಯದು {lastDueOn:day}. ಎಲ್ಲ ದಿನಗಳು ಆ್ಯಪ್‌ನಲ್ಲಿವೆ. -DHARAF'),
  ('tpl_contract-ended-kn', 'contract-ended', 'kn', 'service', '1107170000000000252',
   'ಧಾರಾ ಸಾಲದ ಒಪ್ಪಂದ {endedOn:day} ರಂದು ಮುಗಿಸಲಾಗಿದೆ: ಪೂರ್ಣ ಮೊತ್ತ ₹{due:money} ಈಗ ಕಟ್ಟಬೇಕು. ' ||
   'ಆ್ಯಪ್‌ನಲ್ಲಿ ಯಾವಾಗ ಬೇಕಾದರೂ ಕಟ್ಟಬಹುದು. -DHARAF'),
  ('tpl_charged-off-kn', 'charged-off', 'kn', 'service', '1107170000000000253',
   'ಧಾರಾ ಸಾಲ {chargedOffOn:day} ರಂದು ಬಾರದ ಸಾಲವೆಂದು ಬರೆಯಲಾಗಿದೆ; ಕ್ರೆಡಿಟ್ ಬ್ಯೂರೋಗಳಿಗೆ ' ||
   'ತಿಳಿಸುತ್ತೇವೆ. ₹{amount:money} ಇನ್ನೂ ಬಾಕಿ; ಆ್ಯಪ್‌ನಲ್ಲಿ ಕಟ್ಟಬಹುದು. -DHARAF'),
  ('tpl_change-reversed-kn', 'change-reversed', 'kn', 'service', '1107170000000000254',
   'ಧಾರಾ ಸಾಲದಲ್ಲಿ {madeOn:day} ರ ಬದಲಾವಣೆಯನ್ನು {reversedOn:day} ರಂದು ಹಿಂಪಡೆಯಲಾಗಿದೆ: ದಿನಗಳು ' ||
   'ಮತ್ತು ಬಾಕಿ ಮೊದಲಿನಂತೆಯೇ ಇವೆ. ಆ್ಯಪ್‌ನಲ್ಲಿ ನೋಡಿ. -DHARAF'),
  ('tpl_loan-reopened-kn', 'loan-reopened', 'kn', 'service', '1107170000000000255',
   'ಧಾರಾ ಸಾಲದ ಒಂದು ಪಾವತಿ ನಿಲ್ಲಲಿಲ್ಲ: ಸಾಲ {reopenedOn:day} ರಿಂದ ಮತ್ತೆ ತೆರೆದಿದೆ, ₹{due:money} ' ||
   'ಬಾಕಿ. ಅದರ ನಿರಾಕ್ಷೇಪಣಾ ಪತ್ರ ಅಮಾನ್ಯ. -DHARAF'),
  ('tpl_loan-paid-off-kn', 'loan-paid-off', 'kn', 'service', '1107170000000000256',
   'ನಿಮ್ಮ ಧಾರಾ ಸಾಲ {closedOn:day} ರಂದು ಮುಗಿದಿದೆ; ಕಟ್ಟಲು ಏನೂ ಉಳಿದಿಲ್ಲ. ನಿರಾಕ್ಷೇಪಣಾ ಪತ್ರ ' ||
   'ಆ್ಯಪ್‌ನಲ್ಲಿ ಬರುತ್ತದೆ. -DHARAF'),
  ('tpl_arrears-replanned-ml', 'arrears-replanned', 'ml', 'service', '1107170000000000257',
   'ധാര വായ്പയുടെ കുടിശ്ശിക ഇനി പുതിയ തീയതികളിൽ: ഏകദേശം ₹{instalment:money} വീതം ' ||
   '{instalments:numeric} EMI, അവസാനത്തേത് {lastDueOn:day}. എല്ലാ തീയതികളും ആപ്പിലുണ്ട്. ' ||
   '-DHARAF'),
  ('tpl_contract-ended-ml', 'contract-ended', 'ml', 'service', '1107170000000000258',
   'ധാര വായ്പയുടെ കരാർ {endedOn:day}-ന് അവസാനിപ്പിച്ചു: മുഴുവൻ തുക ₹{due:money} ഇപ്പോൾ ' ||
   'അടയ്ക്കണം. ആപ്പിൽ എപ്പോൾ വേണമെങ്കിലും അടയ്ക്കാം. -DHARAF'),
  ('tpl_charged-off-ml', 'charged-off', 'ml', 'service', '1107170000000000259',
   'ധാര വായ്പ {chargedOffOn:day}-ന് കിട്ടാക്കടമായി എഴുതി; ക്രെഡിറ്റ് ബ്യൂറോകളെ അറിയിക്കും. ' ||
   '₹{amount:money} ഇനിയും അടയ്ക്കാനുണ്ട്; ആപ്പിൽ അടയ്ക്കാം. -DHARAF'),
  ('tpl_change-reversed-ml', 'change-reversed', 'ml', 'service', '1107170000000000260',
   'ധാര വായ്പയിൽ {madeOn:day}-ന് വരുത്തിയ മാറ്റം {reversedOn:day}-ന് പിൻവലിച്ചു: തീയതികളും ' ||
   'തുകയും മുമ്പത്തെപ്പോലെ. ആപ്പിൽ കാണുക. -DHARAF'),
  ('tpl_loan-reopened-ml', 'loan-reopened', 'ml', 'service', '1107170000000000261',
   'ധാര വായ്പയുടെ ഒരു അടവ് നിലനിന്നില്ല: വായ്പ {reopenedOn:day} മുതൽ വീണ്ടും തുറന്നു, ' ||
   '₹{due:money} അടയ്ക്കാനുണ്ട്. അതിന്റെ നിരാക്ഷേപപത്രം അസാധു. -DHARAF'),
  ('tpl_loan-paid-off-ml', 'loan-paid-off', 'ml', 'service', '1107170000000000262',
   'നിങ്ങളുടെ ധാര വായ്പ {closedOn:day}-ന് അവസാനിച്ചു; അടയ്ക്കാൻ ഒന്നുമില്ല. നിരാക്ഷേപപത്രം ' ||
   'ആപ്പിൽ വരും. -DHARAF'),
  ('tpl_arrears-replanned-bn', 'arrears-replanned', 'bn', 'service', '1107170000000000263',
   'ধারা ঋণের বকেয়া এখন নতুন তারিখে: প্রায় ₹{instalment:money} করে {instalments:numeric}টি ' ||
   'EMI, শেষটি {lastDueOn:day}। সব তারিখ অ্যাপে আছে। -DHARAF'),
  ('tpl_contract-ended-bn', 'contract-ended', 'bn', 'service', '1107170000000000264',
   'ধারা ঋণের চুক্তি {endedOn:day} তারিখে শেষ করা হয়েছে: পুরো ₹{due:money} এখন দিতে হবে। ' ||
   'অ্যাপে যে কোনও সময় শোধ করতে পারেন। -DHARAF'),
  ('tpl_charged-off-bn', 'charged-off', 'bn', 'service', '1107170000000000265',
   'ধারা ঋণ {chargedOffOn:day} তারিখে অনাদায়ী বলে লেখা হয়েছে; ক্রেডিট ব্যুরোকে জানানো হবে। ' ||
   '₹{amount:money} এখনও বাকি; অ্যাপে শোধ করতে পারেন। -DHARAF'),
  ('tpl_change-reversed-bn', 'change-reversed', 'bn', 'service', '1107170000000000266',
   'ধারা ঋণে {madeOn:day} তারিখের বদল {reversedOn:day} তারিখে ফিরিয়ে নেওয়া হয়েছে: তারিখ ও ' ||
   'বাকি আগের মতোই। অ্যাপে দেখুন। -DHARAF'),
  ('tpl_loan-reopened-bn', 'loan-reopened', 'bn', 'service', '1107170000000000267',
   'ধারা ঋণের একটি পেমেন্ট টেকেনি: ঋণ {reopenedOn:day} থেকে আবার চালু, ₹{due:money} বাকি। এর ' ||
   'অনাপত্তি শংসাপত্র আর বৈধ নয়। -DHARAF'),
  ('tpl_loan-paid-off-bn', 'loan-paid-off', 'bn', 'service', '1107170000000000268',
   'আপনার ধারা ঋণ {closedOn:day} তারিখে শেষ হয়েছে; আর কিছু দেওয়ার নেই। অনাপত্তি শংসাপত্র ' ||
   'অ্যাপে আসবে। -DHARAF'),
  ('tpl_arrears-replanned-mr', 'arrears-replanned', 'mr', 'service', '1107170000000000269',
   'धारा कर्जाची थकबाकी आता नव्या तारखांना: सुमारे ₹{instalment:money} चे ' ||
   '{instalments:numeric} EMI, शेवटचा {lastDueOn:day}. सर्व तारखा अ‍ॅपमध्ये आहेत. -DHARAF'),
  ('tpl_contract-ended-mr', 'contract-ended', 'mr', 'service', '1107170000000000270',
   'धारा कर्जाचा करार {endedOn:day} रोजी संपवला: पूर्ण ₹{due:money} आता भरायचे आहेत. ' ||
   'अ‍ॅपमध्ये कधीही भरू शकता. -DHARAF'),
  ('tpl_charged-off-mr', 'charged-off', 'mr', 'service', '1107170000000000271',
   'धारा कर्ज {chargedOffOn:day} रोजी बुडीत म्हणून नोंदले; क्रेडिट ब्युरोंना कळवले जाईल. ' ||
   '₹{amount:money} अजून देणे आहे; अ‍ॅपमध्ये भरू शकता. -DHARAF'),
  ('tpl_change-reversed-mr', 'change-reversed', 'mr', 'service', '1107170000000000272',
   'धारा कर्जात {madeOn:day} चा बदल {reversedOn:day} रोजी मागे घेतला: तारखा आणि देणे ' ||
   'पूर्वीसारखेच. अ‍ॅपमध्ये पाहा. -DHARAF'),
  ('tpl_loan-reopened-mr', 'loan-reopened', 'mr', 'service', '1107170000000000273',
   'धारा कर्जाचा एक भरणा टिकला नाही: कर्ज {reopenedOn:day} पासून पुन्हा चालू, ₹{due:money} ' ||
   'देणे आहे. त्याचे ना-हरकत प्रमाणपत्र रद्द. -DHARAF'),
  ('tpl_loan-paid-off-mr', 'loan-paid-off', 'mr', 'service', '1107170000000000274',
   'तुमचे धारा कर्ज {closedOn:day} रोजी बंद झाले; काहीही भरायचे बाकी नाही. ना-हरकत ' ||
   'प्रमाणपत्र अ‍ॅपमध्ये येईल. -DHARAF'),
  ('tpl_arrears-replanned-gu', 'arrears-replanned', 'gu', 'service', '1107170000000000275',
   'ધારા લોનની બાકી રકમ હવે નવી તારીખે: આશરે ₹{instalment:money} ના {instalments:numeric} ' ||
   'EMI, છેલ્લો {lastDueOn:day}. બધી તારીખો ઍપમાં છે. -DHARAF'),
  ('tpl_contract-ended-gu', 'contract-ended', 'gu', 'service', '1107170000000000276',
   'ધારા લોનનો કરાર {endedOn:day} ના રોજ પૂરો કરાયો: પૂરી રકમ ₹{due:money} હવે ભરવાની છે. ' ||
   'ઍપમાં ગમે ત્યારે ભરી શકો છો. -DHARAF'),
  ('tpl_charged-off-gu', 'charged-off', 'gu', 'service', '1107170000000000277',
   'ધારા લોન {chargedOffOn:day} ના રોજ માંડવાળ ગણાઈ; ક્રેડિટ બ્યુરોને જાણ કરાશે. ' ||
   '₹{amount:money} હજી બાકી છે; ઍપમાં ભરી શકો છો. -DHARAF'),
  ('tpl_change-reversed-gu', 'change-reversed', 'gu', 'service', '1107170000000000278',
   'ધારા લોનમાં {madeOn:day} નો ફેરફાર {reversedOn:day} ના રોજ પાછો લેવાયો: તારીખો અને રકમ ' ||
   'પહેલાં જેવી જ છે. ઍપમાં જુઓ. -DHARAF'),
  ('tpl_loan-reopened-gu', 'loan-reopened', 'gu', 'service', '1107170000000000279',
   'ધારા લોનની એક ચુકવણી ટકી નહીં: લોન {reopenedOn:day} થી ફરી ચાલુ છે, ₹{due:money} બાકી. ' ||
   'તેનું ના-વાંધા પ્રમાણપત્ર રદ છે. -DHARAF'),
  ('tpl_loan-paid-off-gu', 'loan-paid-off', 'gu', 'service', '1107170000000000280',
   'તમારી ધારા લોન {closedOn:day} ના રોજ બંધ થઈ; કંઈ ભરવાનું બાકી નથી. ના-વાંધા પ્રમાણપત્ર ' ||
   'ઍપમાં આવશે. -DHARAF'),
  ('tpl_arrears-replanned-pa', 'arrears-replanned', 'pa', 'service', '1107170000000000281',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਦਾ ਬਕਾਇਆ ਹੁਣ ਨਵੀਆਂ ਤਾਰੀਖਾਂ ਨੂੰ: ਲਗਭਗ ₹{instalment:money} ਦੀਆਂ ' ||
   '{instalments:numeric} EMI, ਆਖਰੀ {lastDueOn:day}। ਸਾਰੀਆਂ ਤਾਰੀਖਾਂ ਐਪ ਵਿੱਚ ਹਨ। -DHARAF'),
  ('tpl_contract-ended-pa', 'contract-ended', 'pa', 'service', '1107170000000000282',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਦਾ ਇਕਰਾਰ {endedOn:day} ਨੂੰ ਖਤਮ ਕੀਤਾ ਗਿਆ: ਪੂਰੇ ₹{due:money} ਹੁਣ ਭਰਨੇ ਹਨ। ਐਪ ' ||
   'ਵਿੱਚ ਕਦੇ ਵੀ ਭਰ ਸਕਦੇ ਹੋ। -DHARAF'),
  ('tpl_charged-off-pa', 'charged-off', 'pa', 'service', '1107170000000000283',
   'ਧਾਰਾ ਕਰਜ਼ਾ {chargedOffOn:day} ਨੂੰ ਡੁੱਬਿਆ ਮੰਨਿਆ ਗਿਆ; ਕ੍ਰੈਡਿਟ ਬਿਊਰੋ ਨੂੰ ਦੱਸਿਆ ਜਾਵੇਗਾ। ' ||
   '₹{amount:money} ਅਜੇ ਬਾਕੀ ਹੈ; ਐਪ ਵਿੱਚ ਭਰ ਸਕਦੇ ਹੋ। -DHARAF'),
  ('tpl_change-reversed-pa', 'change-reversed', 'pa', 'service', '1107170000000000284',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਵਿੱਚ {madeOn:day} ਦੀ ਤਬਦੀਲੀ {reversedOn:day} ਨੂੰ ਵਾਪਸ ਲਈ ਗਈ: ਤਾਰੀਖਾਂ ਅਤੇ ਰਕਮ ' ||
   'ਪਹਿਲਾਂ ਵਾਂਗ ਹੀ ਹਨ। ਐਪ ਵਿੱਚ ਦੇਖੋ। -DHARAF'),
  ('tpl_loan-reopened-pa', 'loan-reopened', 'pa', 'service', '1107170000000000285',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਦੀ ਇੱਕ ਅਦਾਇਗੀ ਨਹੀਂ ਟਿਕੀ: ਕਰਜ਼ਾ {reopenedOn:day} ਤੋਂ ਮੁੜ ਚਾਲੂ ਹੈ, ₹{due:money} ' ||
   'ਬਾਕੀ। ਇਸ ਦਾ ਇਤਰਾਜ਼ ਨਹੀਂ ਸਰਟੀਫ਼ਿਕੇਟ ਰੱਦ ਹੈ। -DHARAF'),
  ('tpl_loan-paid-off-pa', 'loan-paid-off', 'pa', 'service', '1107170000000000286',
   'ਤੁਹਾਡਾ ਧਾਰਾ ਕਰਜ਼ਾ {closedOn:day} ਨੂੰ ਬੰਦ ਹੋ ਗਿਆ; ਕੁਝ ਵੀ ਭਰਨਾ ਬਾਕੀ ਨਹੀਂ। ਇਤਰਾਜ਼ ਨਹੀਂ ' ||
   'ਸਰਟੀਫ਼ਿਕੇਟ (NOC) ਐਪ ਵਿੱਚ ਆਵੇਗਾ। -DHARAF');
