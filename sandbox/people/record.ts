/**
 * The credit a person really has elsewhere, as a bureau would hold it on a day. Months are drawn by
 * their own names, so two pulls a year apart tell one story (SPEC §5.1 codes, §10.3 DPD string).
 */
import { addMonths, daysBetween, type LocalDate } from '#kernel/dates'
import { between, fraction, pick } from '../draw.ts'
import type { Person } from './person.ts'

export type CreditAccount = {
  /** SPEC §5.1: 05 personal, 06 consumer, 10 card, 13 two-wheeler, 69 short-term personal. */
  type: string
  lender: string
  sanctioned: number
  balance: number
  overdue: number
  /** Three characters a month, newest first: `000`, `030`, `STD`, `XXX`. */
  dpdString: string
  emi: number
  openedOn: LocalDate
  closedOn: LocalDate | null
  status: 'active' | 'closed' | 'written-off' | 'settled'
}
export type Enquiry = { on: LocalDate; type: string; amount: number; member: string }
export type CreditRecord = {
  /** 300 to 900; null when new to credit. */
  score: number | null
  accounts: CreditAccount[]
  enquiries: Enquiry[]
}

const KINDS = [
  { type: '05', months: 36, size: 5, emi: 0.034 },
  { type: '06', months: 12, size: 0.8, emi: 0.09 },
  { type: '10', months: 60, size: 2, emi: 0.05 },
  { type: '13', months: 30, size: 2.6, emi: 0.04 },
  { type: '69', months: 6, size: 0.5, emi: 0.18 },
] as const
const LENDERS = ['NOT DISCLOSED', 'BANK A', 'BANK B', 'NBFC C', 'NBFC D', 'FINTECH E'] as const
const HISTORY_MONTHS = 36

type Draw = (...purpose: (string | number)[]) => number

export function recordOf(seed: string, who: Person, on: LocalDate): CreditRecord {
  const draw: Draw = (...purpose) => fraction(seed, 'record', who.n, ...purpose)
  if (draw('new-to-credit') < 0.12) return { score: null, accounts: [], enquiries: [] }
  const care = 0.45 * who.hidden.ability + 0.55 * who.hidden.will
  const count = between(1, 6, draw('accounts'))
  const accounts = Array.from({ length: count }, (_, i) => account(draw, i, who.salary, care, on))
  return {
    score: scoreOf(care, draw('noise'), accounts),
    accounts,
    enquiries: asked(draw, care, on),
  }
}

/** Somebody we never made: a sane file and a score of 650 to 800 that their PAN always gives. */
export function strangerRecord(seed: string, pan: string, on: LocalDate): CreditRecord {
  const draw: Draw = (...purpose) => fraction(seed, 'record', pan, ...purpose)
  const accounts = [account(draw, 0, 45_000_00, 1, on)]
  return { score: between(650, 800, draw('score')), accounts, enquiries: asked(draw, 1, on) }
}

function account(
  draw: Draw,
  index: number,
  salary: number,
  care: number,
  on: LocalDate,
): CreditAccount {
  const kind = pick(KINDS, draw(index, 'kind'))
  const age = between(2, 60, draw(index, 'age'))
  // Opened so long before a fixed day, so that the account grows older between two pulls.
  const openedOn = addMonths(EPOCH, -age)
  const months = Math.max(0, Math.floor(daysBetween(openedOn, on) / 30.44))
  const sanctioned = hundreds(salary * kind.size * (0.4 + draw(index, 'size')))
  const history = historyOf(draw, index, care, openedOn, addMonths(openedOn, kind.months), on)
  const bad = Number.parseInt(history.slice(0, 3), 10) || 0
  const lost = bad >= 150 && draw(index, 'lost') < 0.5
  const closed = months >= kind.months && bad === 0
  const left = Math.max(0, 1 - months / kind.months)
  const balance = closed ? 0 : hundreds(sanctioned * Math.max(left, bad > 0 ? 0.2 : 0))
  const emi = closed ? 0 : hundreds(sanctioned * kind.emi)
  return {
    type: kind.type,
    lender: pick(LENDERS, draw(index, 'lender')),
    sanctioned,
    balance,
    overdue: bad > 0 ? Math.min(balance, emi * Math.ceil(bad / 30)) : 0,
    dpdString: history,
    emi,
    openedOn,
    closedOn: closed ? addMonths(openedOn, kind.months) : null,
    status: lost ? 'written-off' : closed ? 'closed' : 'active',
  }
}

const EPOCH = '2026-01-01' as LocalDate

/** Walks the months forward: a missed one adds thirty days, a caught-up one clears them. */
function historyOf(
  draw: Draw,
  index: number,
  care: number,
  openedOn: LocalDate,
  endsOn: LocalDate,
  on: LocalDate,
): string {
  const first = addMonths(on, -HISTORY_MONTHS)
  const months: string[] = []
  let late = 0
  for (let month = openedOn; month <= on; month = addMonths(month, 1)) {
    const share = draw(index, month.slice(0, 7), 'paid')
    const slips = share < 0.07 * (1 - care) ** 1.5
    // Whoever slipped catches up the sooner the more they care.
    late = slips || (late > 0 && share > 0.25 + 0.75 * care) ? late + 30 : 0
    if (month >= endsOn) late = 0
    if (month > first) months.unshift(String(Math.min(late, 900)).padStart(3, '0'))
  }
  return months.join('')
}

/** Most careful people stand above 720; an account in arrears now costs what it costs in life. */
function scoreOf(care: number, noise: number, accounts: readonly CreditAccount[]): number {
  const worst = Math.max(
    0,
    ...accounts.map((a) => Number.parseInt(a.dpdString.slice(0, 3), 10) || 0),
  )
  const raw = 600 + 210 * care + 60 * (noise - 0.5) - Math.min(180, worst * 1.2)
  return Math.round(Math.min(886, Math.max(312, raw)))
}

function asked(draw: Draw, care: number, on: LocalDate): Enquiry[] {
  const months = [0, 1, 2, 3, 4, 5].filter(
    (back) => draw(addMonths(on, -back).slice(0, 7), 'enquiry') < 0.12 + 0.35 * (1 - care),
  )
  return months.map((back) => ({
    on: `${addMonths(on, -back).slice(0, 7)}-01` as LocalDate,
    type: '05',
    amount: 100_000_00,
    member: pick(LENDERS, draw(back, 'enquirer')),
  }))
}

const hundreds = (paise: number): number => Math.round(paise / 10_000) * 10_000
