/**
 * Who wrote: the institution behind a sender header, or the one the text itself names.
 *
 * A header is `XX-ABCDEF-S`: two letters of operator and circle, six of the registered header, and
 * since 2025 its kind (S service, T transaction, P promotion, G government). The stems below name
 * whole families of headers; the shipped table (`reference/`) names those no stem covers.
 */
import table from '../reference/sms-headers.json' with { type: 'json' }

export type InstitutionKind = 'bank' | 'lender' | 'payments' | 'gaming' | 'other'

export type Institution = { readonly name: string; readonly kind: InstitutionKind }

/** What the header itself says of the message's purpose. */
export type Route = 'service' | 'transaction' | 'promotion' | 'government'

export type Sender = {
  /** The registered header without prefix and suffix, in capitals: `HDFCBK`. */
  readonly header: string
  readonly route?: Route
  /** A plain phone number, not a registered header: banks never write from one. */
  readonly isNumber: boolean
  readonly institution?: Institution
}

type Row = readonly [name: string, kind: InstitutionKind, header: string, text: string]

/** In order: the first stem that fits decides, so the narrower stands first. */
const rows: readonly Row[] = [
  ['SBI Card', 'bank', 'SBICRD|SBICAR|SBICC', 'SBI (?:credit )?cards?|sbicards?\\.com'],
  ['HDFC MF', 'other', 'HDFCMF', 'HDFCMF|HDFC Mutual'],
  ['Navi MF', 'other', 'NAVAMC|NAVIMF|NAVI$', 'Navi Mutual Fund'],
  ['Navi', 'lender', 'NAVI', 'Navi (?:personal|loan|Finserv)'],
  ['Scapia', 'bank', 'SCAPIA', 'Scapia'],
  ['Federal', 'bank', 'FED(?:BNK|SCP|BK|ERA|FIB)|FEDRAL', 'Federal Bank'],
  ['Jupiter', 'bank', 'JTEDGE|JUPITR|JUPEDG', 'Jupiter|Edge CSB'],
  ['OneCard', 'bank', 'ONECRD|BOBONE|FPLONE|ONECAR', 'OneCard'],
  ['HDFC', 'bank', 'HDFC', 'HDFC'],
  ['ICICI', 'bank', 'ICICI|ICIC|ICIB|ICIOTP', 'ICICI'],
  ['SBI', 'bank', 'SBI|CBSSBI|ATMSBI|SBLIFE|.*SBI$', 'SBI|State Bank'],
  ['Axis', 'bank', 'AXIS', 'Axis Bank|Axis'],
  ['Kotak', 'bank', 'KOTAK|KMB|.*KTK$', 'Kotak'],
  ['Bank of Baroda', 'bank', 'BOB|BARODA|BOBSMS', 'Bank of Baroda|BOBCARD|BOB'],
  ['Union Bank', 'bank', 'UNION|UBOI|UBISMS|UNBK', 'Union Bank'],
  ['PNB', 'bank', 'PNB', 'PNB|Punjab National'],
  ['Canara', 'bank', 'CANBNK|CNRB|CANARA|SYNBNK', 'Canara'],
  ['Central Bank', 'bank', 'CENTBK|CBOI|CBIBNK', 'Central Bank'],
  ['Indian Overseas', 'bank', 'IOB', 'Indian Overseas|IOB'],
  ['Indian Bank', 'bank', 'INDBNK|INDBK|INDIANB|ALLBNK', 'Indian ?Bank'],
  ['Bank of India', 'bank', 'BOIIND|BOI', 'Bank of India|BOI'],
  ['Bank of Maharashtra', 'bank', 'BOMBNK|MAHABK|BOMAHB|MAHBNK', 'Bank of Maharashtra|Mahabank'],
  ['UCO Bank', 'bank', 'UCO', 'UCO Bank|UCO'],
  ['Punjab & Sind', 'bank', 'PSB', 'Punjab (?:&|and) Sind'],
  ['IndusInd', 'bank', 'INDUS', 'IndusInd'],
  ['Yes Bank', 'bank', 'YES', 'Yes Bank'],
  ['IDFC First', 'bank', 'IDFC', 'IDFC'],
  ['IDBI', 'bank', 'IDBI', 'IDBI'],
  ['RBL', 'bank', 'RBL', 'RBL'],
  ['Bandhan', 'bank', 'BDN|BANDHN', 'Bandhan'],
  ['City Union', 'bank', 'CUBLTD|CUBANK|CUB', 'City Union|CUB'],
  ['Karur Vysya', 'bank', 'KVB|KARURV', 'Karur Vysya|KVB'],
  ['South Indian', 'bank', 'SIB', 'South Indian Bank'],
  ['Karnataka Bank', 'bank', 'KBL|KTKBNK|KARBNK', 'Karnataka Bank'],
  ['Kerala Gramin', 'bank', 'KGBANK|KGB', 'Kerala Gramin'],
  ['J&K Bank', 'bank', 'JKB', 'J&K Bank|JK Bank'],
  ['Dhanlaxmi', 'bank', 'DLB|DHANBK', 'Dhanlaxmi'],
  ['TMB', 'bank', 'TMB', 'Tamilnad Mercantile|TMB'],
  ['CSB', 'bank', 'CSBBNK|CSBANK', 'CSB Bank'],
  ['DCB', 'bank', 'DCB', 'DCB'],
  ['HSBC', 'bank', 'HSBC', 'HSBC'],
  [
    'Standard Chartered',
    'bank',
    'SCBANK|STANCH|SCBNK',
    'Std Chartered|Standard Chartered|StanChart',
  ],
  ['Citi', 'bank', 'CITI', 'Citi(?:bank)?'],
  ['DBS', 'bank', 'DBS|DIGIBK', 'DBS|digibank'],
  ['Amex', 'bank', 'AMEX', 'Amex|American Express'],
  ['AU SFB', 'bank', 'AUBANK|AUBSMS|AUSFB|AUBNK', 'AU (?:Small Finance )?Bank'],
  ['Jana SFB', 'bank', 'JANA', 'Jana (?:SFB|Small|Bank)'],
  ['Equitas', 'bank', 'EQUT|EQTS|EQUITA|EQUITS', 'Equitas'],
  ['Ujjivan', 'bank', 'UJJ', 'Ujjivan'],
  ['Utkarsh', 'bank', 'UTK', 'Utkarsh'],
  ['ESAF', 'bank', 'ESAF', 'ESAF'],
  ['Suryoday', 'bank', 'SURYO|SRYDAY', 'Suryoday'],
  ['Fincare', 'bank', 'FINCAR', 'Fincare'],
  ['Shivalik', 'bank', 'SHIVAL', 'Shivalik'],
  ['Paytm', 'payments', 'IPAYTM|PAYTM|PYTM', 'Paytm|PPBL'],
  ['Airtel Payments', 'bank', 'AIRBNK|AIRPAY|AIRMNY', 'Airtel (?:Payments|Prepaid)'],
  ['Jio Payments', 'bank', 'JIOPAY|JIOBNK|JIOPBS', 'Jio Payments'],
  ['IPPB', 'bank', 'IPB|IPPB', 'IPPB|India Post Payments'],
  ['Fino', 'bank', 'FINOPB|FINOBK', 'Fino'],
  ['NSDL Payments', 'bank', 'NSDLPB', 'NSDL Payments'],
  ['BCCB', 'bank', 'BCCB', 'BCCB|Bassein'],
  ['Greater Bank', 'bank', 'GREATER|GBCB', 'Greater Bank|Greater Bombay'],
  ['Saraswat', 'bank', 'SARASW|SRCBNK|SARBNK', 'Saraswat'],
  ['SVC', 'bank', 'SVCB', 'SVC (?:Co-?op|Bank)'],
  ['Cosmos', 'bank', 'COSMOS', 'Cosmos Bank'],
  ['Amazon Pay', 'payments', 'APAY|AMZNPY|AMZPAY|JUSPAY', 'Amazon Pay|Apay|Amazon(?=: Rs)'],
  ['PhonePe', 'payments', 'PHONPE|PHNPE', 'PhonePe'],
  ['Google Pay', 'payments', 'GPAY|GOOGLP', 'Google ?Pay|GPay'],
  ['CRED', 'payments', 'CRED(?:IN|CL|$)', 'CRED'],
  ['Cashfree', 'payments', 'CSHFRE', 'Cashfree'],
  ['MobiKwik', 'payments', 'MOBIKW|MBKWIK', 'MobiKwik'],
  ['Freecharge', 'payments', 'FCHRGE|FRECHG', 'Freecharge'],
  ['Pluxee', 'payments', 'PLUXEE|SODEXO', 'Pluxee|Sodexo'],
  ['Simpl', 'lender', 'SMPLPL|SIMPL|GTSMPL', 'Simpl'],
  ['Slice', 'lender', 'SLC|SLICE', 'slice'],
  ['LazyPay', 'lender', 'LZYPAY|LAZYPY', 'LazyPay'],
  ['Bajaj Finserv', 'lender', 'BAJAJF|BAJFIN|BFDL|BJFIN', 'Bajaj Fin(?:serv|ance)'],
  ['KreditBee', 'lender', 'KRDBEE|KRDTBE|KREDIT', 'KreditBee'],
  ['Fibe', 'lender', 'FIBE|ERLYSL', 'Fibe|EarlySalary'],
  ['mPokket', 'lender', 'MPOKET|MPOKKT', 'mPokket'],
  ['MoneyView', 'lender', 'MNYVEW|MONVEW', 'Money ?View'],
  ['CASHe', 'lender', 'CASHE', 'CASHe'],
  ['L&T Finance', 'lender', 'LNTFIN|LTFIN', 'L&T Finance'],
  ['Tata Capital', 'lender', 'TATCAP|TCAPIT', 'Tata Capital'],
  ['HDB', 'lender', 'HDBFS', 'HDB Fin'],
  ['Muthoot', 'lender', 'MUTHO|MFLTD', 'Muthoot'],
  ['Manappuram', 'lender', 'MANAPP', 'Manappuram'],
  ['Poonawalla', 'lender', 'POONAW', 'Poonawalla'],
  ['Dream11', 'gaming', 'DREAM|DRMELV', 'Dream ?11'],
  ['Rummy', 'gaming', 'RUMMY|RMYCIR|JNGRMY|CLASRM', 'rummy'],
  ['Home Credit', 'lender', 'HOMECR|HCINDI', 'Home Credit'],
]

const named = rows.map(([name, kind]): Institution => ({ name, kind }))
const stems = rows.map(([, , header]) => new RegExp(`^(?:${header})`))
/** One search finds the first name in a text; whose it is, its own row says. */
const names = new RegExp(
  `(?<![@\\w])(?:${rows.map(([, , , text]) => text).join('|')})(?![\\w@])`,
  'i',
)
const texts = rows.map(([, , , text]) => new RegExp(`^(?:${text})$`, 'i'))
const kinds: { readonly [letter: string]: InstitutionKind } = {
  b: 'bank',
  l: 'lender',
  p: 'payments',
  g: 'gaming',
}

const routes: { readonly [letter: string]: Route } = {
  S: 'service',
  T: 'transaction',
  P: 'promotion',
  G: 'government',
}

const headers = new Map<string, Institution>()
for (const [letter, institutions] of Object.entries(table.headers)) {
  for (const [name, list] of Object.entries(institutions)) {
    const institution = { name, kind: kinds[letter] ?? 'other' }
    for (const header of list.split(' ')) headers.set(header, institution)
  }
}

/** A phone sees few senders again and again; the memory is bounded all the same. */
const REMEMBERED_MAX = 4096
const remembered = new Map<string, Sender>()

/** Reads a sender as it stands on the message: `AX-HDFCBK-S`, `HDFCBK`, `+919800000000`. */
export function senderOf(text: string): Sender {
  const known = remembered.get(text)
  if (known) return known
  const sender = read(text)
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(text, sender)
  return sender
}

function read(text: string): Sender {
  const isNumber = /^\+?\d[\d\s-]{8,14}$/.test(text.trim())
  const [, plain = '', suffix] =
    /^(?:[A-Z0-9]{2}-)?(.*?)(?:-([A-Z]{1,2}))?$/.exec(text.trim().toUpperCase()) ?? []
  const header = plain.slice(0, 40)
  const route = routes[suffix ?? '']
  const institution = isNumber ? undefined : byHeader(header)
  return { header, isNumber, ...(route && { route }), ...(institution && { institution }) }
}

function byHeader(header: string): Institution | undefined {
  const at = stems.findIndex((stem) => stem.test(header))
  return at >= 0 ? named[at] : headers.get(header)
}

/** The institution a text names: its signature at the end before any name on the way. */
export function institutionIn(body: string): Institution | undefined {
  return nameIn(body.slice(-40)) ?? nameIn(body) ?? signedBank(body)
}

const bankName = String.raw`((?:[A-Z][\w&.'-]*\s){0,4}?[A-Z][\w&.'-]*(?= Bank| SFB))(?: Bank| SFB)`
/** `Nainital Bank: …` and `… -Nainital Bank`: a bank that no table knows signs all the same. */
const signature = new RegExp(String.raw`^${bankName}\s?[:!-]|[-–]\s?${bankName}\W*$`)

function signedBank(body: string): Institution | undefined {
  const [, ahead, behind] = signature.exec(body) ?? []
  const name = ahead ?? behind
  return name === undefined ? undefined : { name, kind: 'bank' }
}

function nameIn(text: string): Institution | undefined {
  const said = names.exec(text)?.[0]
  if (said === undefined) return undefined
  // A name that needs the words after it (`Amazon: Rs`) fits no row by itself: its prefix does.
  return named[texts.findIndex((pattern) => pattern.test(said))] ?? byStart(said)
}

const byStart = (said: string): Institution | undefined =>
  named.find(({ name }) => name.startsWith(said))
