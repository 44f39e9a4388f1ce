/** Booking a month's expected loss, and taking it back: lock, count, post the difference, tell. */
import { addDays, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { sum } from '#kernel/money'
import { ruleAt } from '#modules/rules'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  bookImpairment,
  ImpairmentBooked,
  ImpairmentReversed,
  reverseImpairment,
} from '../contract.ts'
import { entryWords } from '../ledger/entry-words.ts'
import {
  byClass,
  heldFor,
  linesBetween,
  lossRatesOf,
  nothingHeld,
  type LossRate,
} from './impairment.ts'
import {
  anyLoanBehind,
  impairmentById,
  insertImpairment,
  lockImpairments,
  lossGroups,
  noteReversed,
  postPortfolio,
  productsLent,
  standing,
} from './store.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
export const BOOKS = 'sys_lending'

export const commands = [
  run(bookImpairment, async ({ on }, tx) => {
    if (!addDays(on, 1).endsWith('-01')) return refuse('not-a-month-end')
    if (on >= tx.today) return refuse('not-over')
    if (!(await isIndAs(tx, on))) return refuse('not-ind-as')
    return bookMonth(tx, on)
  }),

  run(reverseImpairment, async ({ impairmentId, reason }, tx) => {
    await lockImpairments(tx)
    const found = await impairmentById(tx, impairmentId)
    if (!found) return refuse('unknown-impairment')
    if (found.status === 'reversed') return refuse('impairment-reversed')
    const [newest, before = nothingHeld] = await standing(tx, undefined, 2)
    if (newest?.id !== impairmentId) return refuse('not-the-newest')
    const { asOn } = found
    await noteReversed(tx, impairmentId, reason)
    const fact = `impairment-reversed:${impairmentId}`
    const says = entryWords(`impairment-reversed:${asOn}`)
    await postPortfolio(tx, { fact, says, on: asOn, lines: linesBetween(found, before) })
    const by = tx.actor.id
    await tx.emit(BOOKS, [ImpairmentReversed({ impairmentId, asOn, reason, by })])
    return { impairmentId }
  }),
]

/** Which accounts the lender keeps on a day: its own dated setting. */
export async function isIndAs(tx: Tx, on: LocalDate): Promise<boolean> {
  const { rule } = await tx.call(ruleAt, { code: 'lender.accounting', on })
  return rule?.value['standard'] === 'Ind AS'
}

type Unbooked = Refused<'impairment-booked' | 'no-loss-rates' | 'loans-behind'>

/** Of a lender that no longer keeps Ind AS accounts what stands is released. */
export async function bookMonth(
  tx: Tx,
  on: LocalDate,
): Promise<{ readonly impairmentId: Id<'imp'> } | Unbooked> {
  await lockImpairments(tx)
  const [before] = await standing(tx, undefined, 1)
  if (before && before.asOn >= on) return refuse('impairment-booked')
  if (await anyLoanBehind(tx, on)) return refuse('loans-behind')
  const rates = (await isIndAs(tx, on)) ? await ratesOn(tx, on) : []
  if (rates === undefined) return refuse('no-loss-rates')
  const groups = rates.length === 0 ? [] : await lossGroups(tx, on, byClass(rates))
  const held = heldFor(groups)
  const impairmentId = tx.newId('imp')
  const exposure = sum(groups.map((group) => group.exposure))
  await insertImpairment(tx, { id: impairmentId, asOn: on, exposure, ...held }, groups)
  const lines = linesBetween(before ?? nothingHeld, held)
  const says = entryWords(`impairment:${on}`)
  await postPortfolio(tx, { fact: `impairment:${impairmentId}`, says, on, lines })
  const { expectedLoss, reserve } = held
  const booked = { impairmentId, asOn: on, exposure, expectedLoss, reserve }
  await tx.emit(BOOKS, [ImpairmentBooked(booked)])
  return { impairmentId }
}

/** A product's own rates of a day, or those of all; undefined where some product has none. */
async function ratesOn(tx: Tx, on: LocalDate): Promise<LossRate[] | undefined> {
  const ruled = async (code: string) => (await tx.call(ruleAt, { code, on })).rule?.value
  const all = await ruled('impairment.rates')
  const found: LossRate[] = []
  for (const product of await productsLent(tx)) {
    const value = (await ruled(`impairment.rates.${product}`)) ?? all
    const rates = value && lossRatesOf(value)
    if (!rates) return undefined
    found.push(...rates.map((rate) => ({ product, ...rate })))
  }
  return found
}
