/** What kind of party a name is, by words such companies call themselves in India. */
import type { PartyKind } from './entry.ts'

const lending = [
  ...['fin', 'finance', 'finances', 'finserv', 'fincorp', 'finvest', 'nbfc', 'loans?', 'ln', 'emi'],
  ...['capital', 'credit', 'microfin', 'fincare', 'leasing', 'lend(?:ing|er)?', 'bajaj', 'hdb'],
  ...['tata cap\\w*', 'aditya birla', 'muthoot', 'manappuram', 'poonawalla', 'home credit', 'iifl'],
  ...['chola\\w*', 'shriram', 'mahindra fin\\w*', 'kreditbee', 'krazybee', 'mpokket', 'moneyview'],
  ...['whizdm', 'fibe', 'earlysalary', 'navi', 'slice', 'simpl', 'lazypay', 'cashe', 'kissht'],
  ...['stashfin', 'truebalance', 'paysense', 'zestmoney', 'dmi', 'incred', 'lendingkart', 'smfg'],
]
const gambling = [
  ...['dream ?(?:11|eleven)', 'my11circle', 'mpl', 'games? ?24', 'rummy\\w*', 'poker\\w*', 'winzo'],
  ...['bet(?:s|way|365|fair)?', '1xbet', 'parimatch', 'dafabet', '10cric', 'lottery', 'casino'],
  ...['zupee', 'ludo\\w*', 'teen ?patti', 'a23', 'junglee\\w*', 'gamezy', 'probo', 'satta'],
  ...['lucky spin\\w*'],
]
const crypto = [
  ...['wazirx', 'coindcx', 'coinswitch', 'zebpay', 'binance', 'bitbns', 'mudrex', 'unocoin'],
  'crypto\\w*',
]
const anyOf = (words: readonly string[]) => new RegExp(`\\b(?:${words.join('|')})\\b`, 'i')
const [LENDER, GAMBLING, CRYPTO] = [anyOf(lending), anyOf(gambling), anyOf(crypto)]

/** A lender's name says credit; a bank's alone says nothing. */
export function partyKindOf(name: string): PartyKind {
  if (GAMBLING.test(name)) return 'gambling'
  if (CRYPTO.test(name)) return 'crypto'
  return LENDER.test(name) ? 'lender' : 'other'
}
