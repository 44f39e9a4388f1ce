/** What kind of party a name is, by words such companies call themselves in India. */
import type { PartyKind } from './entry.ts'

const LENDER =
  /\b(?:fin(?:ance|ances|serv|corp|vest)?|nbfc|loans?|ln|emi|capital|credit|microfin|fincare|leasing|lend(?:ing|er)?|(?:bajaj|hdb|tata|l&t|aditya birla|muthoot|manappuram|poonawalla|home credit|iifl|chola\w*|shriram|mahindra|kreditbee|krazybee|mpokket|moneyview|whizdm|fibe|earlysalary|navi|slice|simpl|lazypay|cashe|kissht|stashfin|ring|truebalance|paysense|zestmoney|dmi|incred|lendingkart|fullerton|smfg))\b/i
const GAMBLING =
  /\b(?:dream ?11|my11circle|mpl|games? ?24|rummy\w*|poker\w*|winzo|bet\w*|1xbet|parimatch|dafabet|10cric|lottery|casino|zupee|ludo\w*|teen ?patti|a23|junglee\w*|gamezy|probo|satta)\b/i
const CRYPTO = /\b(?:wazirx|coindcx|coinswitch|zebpay|binance|bitbns|mudrex|unocoin|crypto\w*)\b/i

/** A card issuer's or a lender's own bill is credit; a bank's name alone says nothing. */
export function partyKindOf(name: string): PartyKind {
  if (GAMBLING.test(name)) return 'gambling'
  if (CRYPTO.test(name)) return 'crypto'
  return LENDER.test(name) ? 'lender' : 'other'
}
