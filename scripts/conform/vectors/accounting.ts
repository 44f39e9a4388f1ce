/**
 * Cases of the books: an event and its lines. Those of a running loan are looked up in the journal
 * our own fold writes; what the story leaves out (the billing of some months) is bridged by moving
 * the loan's position on, and the lines are the ledger's difference.
 */
import { date, type LocalDate } from '#kernel/dates'
import { decimal, minus, nothing, plus, type Money } from '#kernel/money'
import { accountName } from '../../../modules/lending/ledger/account.ts'
import { journalOf } from '../../../modules/lending/ledger/journal.ts'
import type { Position } from '../../../modules/lending/ledger/position.ts'
import { entryBetween, type Entry } from '../../../modules/lending/ledger/posting.ts'
import { floorOf } from '../../../modules/lending/loan/floor.ts'
import { loanAt } from '../../../modules/lending/loan/loan.ts'
import { provisionFor } from '../../../modules/lending/loan/provision.ts'
import { inForce } from '../../../modules/rules/rule.ts'
import { factIdOf, moved, vectorLoan } from './accounting-loan.ts'
import { seededRules } from './seeded-rules.ts'
import type { Around, Check, Vector } from './vector.ts'

export const accounting: Check = (vector, { file, index }) => {
  const found = entriesOf(file).get(index)
  if (found === undefined) return undefined
  const expected = { lines: (vector['lines'] as Shown[]).toSorted(byAccount) }
  return { expected, found: { lines: shown(found) } }
}

type Shown = { account: string; dr: string; cr: string }

const shown = ({ lines }: Entry): Shown[] =>
  lines
    .map(({ account, debit, credit }) => {
      return { account: accountName(account), dr: decimal(debit), cr: decimal(credit) }
    })
    .toSorted(byAccount)

const byAccount = (a: Shown, b: Shown) => (a.account < b.account ? -1 : 1)

const told = new WeakMap<object, Map<number, Entry>>()

function entriesOf(file: Around['file']): Map<number, Entry> {
  const known = told.get(file)
  if (known) return known
  const entries = worked(file.vectors)
  told.set(file, entries)
  return entries
}

/** Events that are facts of a running loan; after the last of them the story is moved by hand. */
const RUNNING = /^(LOAN_|EMI_|FEE_|NACH_|BOUNCE_|PENAL_|REPAYMENT_|EXCESS_|PART_)/

function worked(vectors: readonly Vector[]): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  const last = vectors.findLastIndex((vector) => RUNNING.test(vector['event']))
  const { terms, facts } = vectorLoan(vectors)
  const through = date(vectors[last]?.['date'])
  const journal = journalOf(terms, facts, through)
  for (const [index, vector] of vectors.slice(0, last + 1).entries()) {
    const entry = journal.find((each) => isOf(each, vector))
    if (entry) entries.set(index, entry)
  }
  let { position } = loanAt(terms, facts, through)
  for (const [i, vector] of vectors.slice(last + 1).entries()) {
    const before = position
    const next = movedOn(position, vector)
    if (next === undefined) continue
    position = next
    const on = date(vector['date'])
    const entry = entryBetween({ factId: factIdOf(vector), on, bookedOn: on }, before, position)
    if (entry) entries.set(last + 1 + i, entry)
  }
  return entries
}

/** Month closes, dues and fees are the fold's own occurrences; the rest bear their case's id. */
function isOf({ factId, on }: Entry, vector: Vector): boolean {
  if (on !== vector['date']) return false
  const kinds: { readonly [event: string]: string } = {
    INTEREST_ACCRUED: 'month:',
    EMI_DUE: 'due:',
    FEE_AMORTISED: 'fee:',
  }
  const kind = kinds[vector['event']]
  return kind === undefined ? factId === factIdOf(vector) : factId.startsWith(kind)
}

function movedOn(was: Position, vector: Vector): Position | undefined {
  const of = (code: string): Money => moved(vector, code)
  switch (vector['event']) {
    case 'INTEREST_ACCRUED':
      return { ...was, interestAccrued: plus(was.interestAccrued, of('1120')) }
    case 'NPA_INCOME_REVERSAL':
      return { ...was, suspended: true, interestReversed: was.interestAccrued }
    case 'MEMO_INTEREST_ON_NPA':
      return { ...was, interestAccrued: plus(was.interestAccrued, of('9100')) }
    case 'PROVISION_SUBSTANDARD':
      return provided(was, date(vector['date']))
    case 'WRITE_OFF':
      return writtenOff(was)
    case 'RECOVERY_AFTER_WRITE_OFF': {
      const amount = of('1015')
      const [received, recovered] = [plus(was.received, amount), plus(was.recovered, amount)]
      return { ...was, received, recovered }
    }
    default:
      return undefined
  }
}

function provided(was: Position, on: LocalDate): Position {
  const of = (code: string) => inForce(seededRules(code), on)?.value ?? {}
  const floor = floorOf('ML', {
    floor: of('provision.floor'),
    secured: of('provision.doubtful-secured'),
    months: of('npa.substandard-months'),
  })
  const outstanding = plus(was.principalUnbilled, was.principalBilled)
  const provision = provisionFor({ class: 'sub-standard', outstanding }, floor)
  const more = minus(provision, was.provision)
  return { ...was, provision, provisionExpense: plus(was.provisionExpense, more) }
}

function writtenOff(was: Position): Position {
  const claim = plus(was.principalUnbilled, was.principalBilled)
  const loss = minus(minus(claim, was.feeUnamortised), was.provision)
  return {
    ...was,
    principalUnbilled: nothing,
    principalBilled: nothing,
    feeUnamortised: nothing,
    provision: nothing,
    badDebts: plus(was.badDebts, loss),
  }
}
