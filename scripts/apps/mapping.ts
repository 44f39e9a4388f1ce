/**
 * From the source's categories to our kinds. Play's FINANCE holds banks, brokers, wallets, lenders
 * and calculators alike: it is parted by the words of the package and the label, then by hand.
 */
import type { AppKind } from '../../modules/device/apps/kind.ts'

const byCategory: { readonly [category: string]: AppKind } = {
  'FINANCE.LENDING': 'lending',
  'FINANCE.BNPL': 'lending',
  'FINANCE.BANK': 'banking',
  'FINANCE.UPI_WALLET': 'payments',
  'FINANCE.INVEST': 'investing',
  'GAMBLING.FANTASY_RMG': 'betting',
  GAME_CASINO: 'betting',
  SOCIAL: 'social',
  DATING: 'social',
  COMMUNICATION: 'social',
  SHOPPING: 'shopping',
  FOOD_AND_DRINK: 'food',
  TRAVEL_AND_LOCAL: 'travel',
  MAPS_AND_NAVIGATION: 'travel',
  AUTO_AND_VEHICLES: 'travel',
  ENTERTAINMENT: 'entertainment',
  MUSIC_AND_AUDIO: 'entertainment',
  VIDEO_PLAYERS: 'entertainment',
  VIDEO_PLAYERS_AND_EDITORS: 'entertainment',
  COMICS: 'entertainment',
  EVENTS: 'entertainment',
  SPORTS: 'entertainment',
  NEWS_AND_MAGAZINES: 'news',
  EDUCATION: 'education',
  BOOKS_AND_REFERENCE: 'education',
  HEALTH_AND_FITNESS: 'health',
  MEDICAL: 'health',
  LIFESTYLE: 'lifestyle',
  BEAUTY: 'lifestyle',
  HOUSE_AND_HOME: 'lifestyle',
  PARENTING: 'lifestyle',
  BUSINESS: 'tools',
  PRODUCTIVITY: 'tools',
  TOOLS: 'tools',
  PERSONALIZATION: 'tools',
  PHOTOGRAPHY: 'tools',
  ART_AND_DESIGN: 'tools',
  LIBRARIES_AND_DEMO: 'tools',
  WEATHER: 'tools',
}

/** In order: the first that speaks decides; what none speaks of stays `finance`. */
const partings: readonly (readonly [RegExp, AppKind])[] = [
  [/calc|convert|currency|rates?\b/i, 'finance'],
  [
    /loan|lend(?!er)|borrow|kredit(?!karte)|pr[eé]stamo|pinjam|payday|bnpl|mortgage|대출/i,
    'lending',
  ],
  [
    /bank|banc|banq|credit ?union|fcu\b|\bcu\b|teleweb|malauzai|raiffeisen|caixa|banesco|\bubs\b/i,
    'banking',
  ],
  [
    /coop|ingdiba|number26|revolut|bunq|nordea|netteller|mfoundry|barclays|commerz|savingsb/i,
    'banking',
  ],
  [
    /creditagricole|\.fnb\.|postfinance|\.(bcv|lukb|zkb|bekb|bred)\.|은행|銀行|mobile\.bdo/i,
    'banking',
  ],
  [
    /stock|trad(e|ing)|forex|invest|mutual ?fund|crypto|bitcoin|coin|btc|share ?market|bourse/i,
    'investing',
  ],
  [
    /saham|bolsa|metatrader|binance|fund|broker|portfolio|wealth|\bfx\b|kraken|demat|nifty/i,
    'investing',
  ],
  [
    /bitstamp|\.cex\.|plus500|swissquote|iggroup|nordnet|seekingalpha|xm\.webapp|ethereum|증권/i,
    'investing',
  ],
  [/\bpay\b|pay$|payment|wallet|\bupi\b|recharge|paypal|remit|transfer|twint|paysafe/i, 'payments'],
]

/** Looked at one by one: the category is not what the app is. */
const byHand: { readonly [packageName: string]: AppKind } = {
  'com.cashbook.accountbook': 'finance',
  'com.mohela.MOHELA': 'lending',
  'co.getsalto.salto': 'lending',
  'com.autotradetech.policy99': 'finance',
  'com.traderevolution.globalprime': 'investing',
  'com.bankleumi.videa': 'investing',
  'com.latuabancaperandroid.investimenti': 'investing',
  'pt.bancobest.besttradingpro': 'investing',
  'com.oskrojas.billetesbolivianospro': 'finance',
  'com.droid4you.application.wallet': 'finance',
  'com.krutadennisllc.android.paybillsontime': 'finance',
  'free.docecoinfaucet': 'finance',
  'com.tljtek.casino': 'betting',
  'malaylotto.studio.giant.com.malaylotto': 'betting',
  'com.sportsbettin.app': 'betting',
  'com.bigwinlab.classicslots': 'betting',
  'com.goodbarber.gotopoker': 'betting',
  'com.guru.rummy13': 'betting',
  'com.hans.lotto.eu.em': 'betting',
  'com.lottogoose': 'betting',
  'com.smirnofka.events': 'betting',
  'com.lkh012349s.lkhmartingale': 'betting',
  'com.astahov.lotonumberscanadapro': 'betting',
  'com.easysoft.games.hilow': 'betting',
  'com.sgi.scellottery': 'betting',
  'com.dezlot.massachusetts.lottery.ticket.scanner': 'betting',
  'com.freerummyonline.indianrummy': 'betting',
  'com.TycoonGame.RummyTycoon': 'betting',
  'com.fantasy.app': 'betting',
  'com.luckynineapps.live2Dprediction': 'betting',
  'com.gamesofa.android.richtexaspoker': 'betting',
  'com.ganzhe.djmj': 'gaming',
  'com.gameon.blowdunk': 'gaming',
}

/** Our kind of a source's row; undefined where the category is none we know. */
export function kindOfRow(
  packageName: string,
  category: string,
  label: string,
): AppKind | undefined {
  const text = `${packageName} ${label}`
  const said = byHand[packageName]
  if (said) return said
  if (category === 'FINANCE') return partings.find(([says]) => says.test(text))?.[1] ?? 'finance'
  return byCategory[category] ?? (category.startsWith('GAME') ? 'gaming' : undefined)
}
