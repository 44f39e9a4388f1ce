/**
 * A loan as another system kept it: under that lender's own number, its terms and its facts, and
 * what that system says is owed. Nothing of it is believed before `faultsOf` found nothing.
 */
import { Compile } from 'typebox/compile'
import { t } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import { shapeOf, type Shape } from '#kernel/fields'
import type { Money } from '#kernel/money'
import type { LoanFact } from '../loan/fact.ts'
import { loanAt } from '../loan/loan.ts'
import type { LoanTerms } from '../loan/terms.ts'
import { amount, factId, factShapes, some } from './fact-shape.ts'

/** What the former system says at the cut-over, as far as it says it. */
export type ControlTotals = {
  readonly principal?: Money
  readonly outstanding?: Money
  readonly overdue?: Money
}

export type Account = {
  /** The former lender's own number: it stays the account number people see. */
  readonly loan: string
  readonly customer: string
  readonly product: string
  readonly terms: LoanTerms
  readonly facts: readonly LoanFact[]
  readonly control?: ControlTotals
}

const percent = t.text({ max: 12, pattern: '^\\d{1,3}(\\.\\d{1,6})?$' })

const rows = t.int({ min: 0, max: 479 })

/** How its instalments run, where not monthly, declining and by whole months (`PlanOptions`). */
const planShape: Shape = {
  every: t.optional(t.int({ min: 1, max: 366 })),
  unit: t.optional(t.oneOf('days', 'weeks', 'months')),
  dueOn: t.optional(t.oneOf('first-of-month', 'last-of-month')),
  method: t.optional(t.oneOf('declining', 'flat')),
  dayCount: t.optional(
    t.shape({
      // Actual days over a fixed year: the other counts came from no lender yet.
      year: t.int({ min: 360, max: 365 }),
      ...{ month: t.oneOf('actual'), yearTurns: t.oneOf('after-31-december') },
    }),
  ),
  broken: t.optional(t.oneOf('first', 'last', 'all', 'own', 'upfront')),
  halves: t.optional(t.oneOf('even')),
  grace: t.optional(t.shape({ principalRows: rows, interestRows: rows })),
  inFirst: t.optional(amount),
}

const termsShape: Shape = {
  principal: amount,
  rate: t.rate,
  instalments: t.int({ min: 1, max: 480 }),
  epi: t.optional(amount),
  rounding: t.optional(t.oneOf('rupee', 'rupee-up', 'paise')),
  plan: t.optional(t.shape(planShape)),
  firstDueOn: t.optional(t.date),
  fees: t.list(
    t.shape({
      kind: t.text({ min: 1, max: 40 }),
      ...{ amount: some, gst: some, payee: t.oneOf('lender', 'third-party') },
      onExit: t.oneOf('kept', 'refunded'),
    }),
    20,
  ),
  placeOfSupply: t.oneOf('same-state', 'other-state'),
  foreclosure: t.optional(t.shape({ percent, gstPercent: percent })),
  penal: t.optional(t.shape({ percentAYear: percent, graceDays: t.int({ min: 0, max: 90 }) })),
  npaDays: t.optional(t.int({ min: 30, max: 180 })),
}

const accountCheck = Compile(
  shapeOf({
    loan: t.text({ pattern: '^[0-9A-Za-z][0-9A-Za-z/-]{2,29}$' }),
    customer: t.id('cus'),
    product: t.text({ min: 2, max: 40 }),
    terms: t.shape(termsShape),
    facts: t.list(t.json, 2000),
    control: t.optional(
      t.shape({
        ...{ principal: t.optional(some), outstanding: t.optional(some) },
        overdue: t.optional(some),
      }),
    ),
  }),
)
const factChecks = new Map<string, Check>(
  Object.entries(factShapes).map(([kind, shape]) => [
    kind,
    Compile(shapeOf({ kind: t.oneOf(kind), id: factId, on: t.date, ...shape })),
  ]),
)

/** Why the account cannot be taken over, a sentence each; none when it can. */
export function faultsOf(account: Account, today: LocalDate): string[] {
  const wrong = firstError(accountCheck, account, '')
  if (wrong) return [`${wrong}.`]
  const unkept = unkeptIn(account)
  if (unkept) return [`${unkept} holds a character that is no text.`]
  const facts = account.facts.flatMap((fact, i) => factFault(fact, i + 1))
  if (facts.length > 0) return facts
  const told = historyFaults(account, today)
  return told.length > 0 ? told : impossible(account, today)
}

/** Where a text stands that no database keeps: one with a control character in it. */
function unkeptIn(value: unknown, at = ''): string | undefined {
  if (typeof value === 'string') {
    const isText = [...value].every((letter) => letter >= ' ' && letter !== '\u007f')
    return isText && value.isWellFormed() ? undefined : at.trim()
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inside] of Object.entries(value)) {
    const place = Array.isArray(value) ? String(Number(name) + 1) : name
    const found = unkeptIn(name, at) ?? unkeptIn(inside, `${at} ${place}`)
    if (found !== undefined) return found
  }
  return undefined
}

function factFault(fact: LoanFact, n: number): string[] {
  const check = factChecks.get(fact?.kind)
  if (!check) return [`Fact ${n} is of no kind we take over: ${String(fact?.kind)}.`]
  const wrong = firstError(check, fact, `fact ${n} `)
  return wrong ? [`${wrong}.`] : []
}

type Check = {
  Check(value: unknown): boolean
  Errors(value: unknown): { instancePath: string; message: string }[]
}

function firstError(check: Check, value: unknown, what: string): string | undefined {
  if (check.Check(value)) return undefined
  const [first] = check.Errors(value)
  const at = first?.instancePath.slice(1).replaceAll('/', ' ') ?? ''
  const said = `${what}${at} ${first?.message ?? 'is not as it must be'}`.trim()
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Facts must be one loan's life: begun once, nothing before that, nothing yet to come. */
function historyFaults({ facts }: Account, today: LocalDate): string[] {
  const begun = facts.filter(({ kind }) => kind === 'disbursed')
  const credited = facts.filter(({ kind }) => kind === 'credited')
  const ids = new Set(facts.map(({ id }) => id))
  const [first] = begun
  return [
    ...(begun.length === 1 ? [] : [`It is disbursed ${begun.length} times, not once.`]),
    ...(credited.length === 1 ? [] : [`It is credited ${credited.length} times, not once.`]),
    ...(ids.size === facts.length ? [] : ['Two of its facts have one id.']),
    ...facts.flatMap(({ kind, id, on }) =>
      first && on < first.on ? [`${kind} ${id} of ${on} is before the disbursal.`] : [],
    ),
    ...facts.flatMap(({ kind, id, on }) => (on > today ? [`${kind} ${id} is dated ${on}.`] : [])),
    ...facts.flatMap((fact) =>
      'of' in fact && fact.of !== undefined && !ids.has(fact.of)
        ? [`${fact.kind} ${fact.id} is about ${fact.of}, which is not there.`]
        : [],
    ),
  ]
}

function impossible({ terms, facts }: Account, today: LocalDate): string[] {
  try {
    loanAt(terms, facts, today)
    return []
  } catch (problem) {
    if (problem instanceof RangeError) return [`Its terms are impossible: ${saidBy(problem)}`]
    throw problem
  }
}

/** As a sentence: what threw it is no matter of the reader's. */
const saidBy = ({ message }: RangeError): string =>
  message.replace(/^\w+: /, '').replace(/\.?$/, '.')
