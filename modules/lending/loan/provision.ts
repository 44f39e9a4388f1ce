/**
 * Provisions by the IRACP floor (SPEC §4.4): a share of what is outstanding, by class and by time
 * as an NPA. Counted at each month's end and on the day of an NPA; released when the loan ends.
 */
import { addDays, dateOf, daysInMonth, parts, type LocalDate } from '#kernel/dates'
import { least, minus, nothing, plus, sum, type Money } from '#kernel/money'
import { exact, percentOf } from '#kernel/rates'
import { npaGrade } from './classification.ts'
import { billedRows, unpaidPrincipal, type Course } from './course.ts'
import type { LoanTerms } from './terms.ts'

/** Percentages of the rows `provision.floor` and `provision.doubtful-secured` of the rules. */
export type ProvisionFloor = {
  readonly standardPercent: string
  readonly substandardPercent: string
  /** After so many months an NPA is doubtful. */
  readonly substandardMonths: number
  readonly doubtfulUnsecuredPercent: string
  /** Of the secured part of a doubtful loan: the first row whose years are not over. */
  readonly doubtfulSecured: readonly { readonly yearsMax?: number; readonly percent: string }[]
  readonly lossPercent: string
}

export type ProvisionClass = 'standard' | 'sub-standard' | 'doubtful' | 'loss'

export type Provisioned = {
  readonly class: ProvisionClass
  readonly outstanding: Money
  /** Realisable value of what secures it; our loans have none. */
  readonly security?: Money
  readonly yearsDoubtful?: string
}

/** The least provision for an exposure (PROV-*). */
export function provisionFor(exposure: Provisioned, floor: ProvisionFloor): Money {
  const { outstanding, security = nothing, yearsDoubtful = '0' } = exposure
  switch (exposure.class) {
    case 'standard':
      return percentOf(outstanding, floor.standardPercent)
    case 'sub-standard':
      return percentOf(outstanding, floor.substandardPercent)
    case 'loss':
      return percentOf(outstanding, floor.lossPercent)
    case 'doubtful': {
      const secured = least(security, outstanding)
      const open = percentOf(minus(outstanding, secured), floor.doubtfulUnsecuredPercent)
      const row = floor.doubtfulSecured.find(
        ({ yearsMax }) =>
          yearsMax === undefined || exact(yearsDoubtful).lessThanOrEqualTo(yearsMax),
      )
      return plus(open, percentOf(secured, row?.percent ?? floor.doubtfulUnsecuredPercent))
    }
  }
}

/** Holds so much from now on; the change is expense, or its release. */
export function provide({ books }: Course, held: Money): void {
  books.provisionExpense = plus(books.provisionExpense, minus(held, books.provision))
  books.provision = held
}

/** What the floor asks for the principal that is out, by the class of the day. */
export function provideOnDay(course: Course, terms: LoanTerms, on: LocalDate): void {
  course.providedThrough = on
  if (terms.provisioning === undefined) return
  const unpaid = sum(billedRows(course).map(unpaidPrincipal))
  const outstanding = plus(course.books.principalUnbilled, unpaid)
  const { npaOn, chargedOffOn } = course
  const grade = npaOn && npaGrade(npaOn, on, terms.provisioning.substandardMonths)
  const is = chargedOffOn !== undefined ? 'loss' : (grade ?? 'standard')
  provide(course, provisionFor({ class: is, outstanding }, terms.provisioning))
}

/** The next month's end, or before it the day the loan became an NPA or a loss. */
export function nextProvisionOn(course: Course, terms: LoanTerms): LocalDate | undefined {
  if (terms.provisioning === undefined || course.startedOn === undefined) return undefined
  const { providedThrough, npaOn, chargedOffOn } = course
  const sank = chargedOffOn ?? npaOn
  if (sank !== undefined && (providedThrough === undefined || providedThrough < sank)) return sank
  const from = providedThrough === undefined ? course.startedOn : addDays(providedThrough, 1)
  const { year, month } = parts(from)
  return dateOf(year, month, daysInMonth(year, month))
}
