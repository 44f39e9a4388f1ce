/** A credit report boiled down to what a decision reads (SPEC §10.3). Pure. */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { sum, type Money } from '#kernel/money'

/** The report as the bureau's adapter hands it over; amounts in paise. */
export type Report = {
  readonly score: number | null
  readonly accounts: readonly {
    readonly type: string
    readonly balance: Money
    readonly overdue: Money
    /**
     * Three characters a month, newest first: `000`, `030`, `STD`, `SMA`, `SUB`, `DBT`, `LSS`,
     * `XXX`.
     */
    readonly dpdString: string
    readonly emi: Money
    readonly openedOn: LocalDate
    readonly closedOn: LocalDate | null
    readonly status: string
  }[]
  readonly enquiries: readonly { readonly on: LocalDate }[]
}

export type Attributes = {
  score?: number
  newToCredit: boolean
  liveAccounts: number
  unsecuredLive: number
  unsecuredOpened30Days: number
  overdue: Money
  balance: Money
  emiTotal: Money
  dpdMax12Months: number
  dpdMax24Months: number
  dpdMax36Months: number
  enquiries3Months: number
  writtenOff36Months: number
  oldestAccountMonths: number
}

/** SPEC §5.1: personal, consumer, card, short-term personal, overdraft. */
const UNSECURED = new Set(['05', '06', '10', '12', '69'])
/** What a word in a DPD string stands for, at least. */
const WORDS: { readonly [word: string]: number } = {
  STD: 0,
  XXX: 0,
  SMA: 31,
  SUB: 91,
  DBT: 181,
  LSS: 181,
}
const MONTH_DAYS = 30.44

export function attributesOf(report: Report, today: LocalDate): Attributes {
  const { accounts, enquiries, score } = report
  const live = accounts.filter(
    (account) => account.closedOn === null && account.status === 'active',
  )
  const unsecured = live.filter((account) => UNSECURED.has(account.type))
  const ages = accounts.map((account) => daysBetween(account.openedOn, today))
  return {
    ...(score !== null && { score }),
    newToCredit: score === null && accounts.length === 0,
    liveAccounts: live.length,
    unsecuredLive: unsecured.length,
    unsecuredOpened30Days: unsecured.filter((a) => daysBetween(a.openedOn, today) <= 30).length,
    overdue: sum(accounts.map((account) => account.overdue)),
    balance: sum(live.map((account) => account.balance)),
    emiTotal: sum(live.map((account) => account.emi)),
    dpdMax12Months: worst(accounts, 12),
    dpdMax24Months: worst(accounts, 24),
    dpdMax36Months: worst(accounts, 36),
    enquiries3Months: enquiries.filter((e) => daysBetween(e.on, today) <= 91).length,
    writtenOff36Months: accounts.filter((a) => ['written-off', 'settled'].includes(a.status))
      .length,
    oldestAccountMonths: Math.floor(Math.max(0, ...ages) / MONTH_DAYS),
  }
}

function worst(accounts: Report['accounts'], months: number): number {
  const days = accounts.flatMap((account) => daysOf(account.dpdString).slice(0, months))
  return Math.max(0, ...days)
}

/** The days past due of each month; a word counts as the least it can mean, a blank as none. */
export function daysOf(dpdString: string): number[] {
  const groups = dpdString.match(/.{3}/g) ?? []
  return groups.map((group) => WORDS[group] ?? (Number.parseInt(group, 10) || 0))
}
