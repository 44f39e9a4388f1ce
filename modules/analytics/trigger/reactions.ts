/**
 * Triggers at work: as facts pass, and over the facts of past days, where nothing is done. What was
 * fired is kept in the transaction that asks for the command, so it is asked for once.
 */
import type { EventOf, Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { sendMessage } from '#modules/comms'
import { featuresOf } from '#modules/device'
import { raiseSignal } from '#modules/fraud'
import { EARLIEST, on, onBatch } from '#platform/log'
import type { Tx } from '#platform/sql'
import { ourKey } from '../aggregate/reactions.ts'
import { isAmong } from '../aggregate/wish.ts'
import { BacktestAsked, TriggerBacktested, TriggerFired } from '../contract.ts'
import { fits } from './fit.ts'
import {
  keepBacktest,
  keepFirings,
  lastFirings,
  switchedOn,
  triggerOf,
  type Firing,
  type Kept,
} from './store.ts'
import { holdsOf, inputFor, rests, type Trigger } from './trigger.ts'

/** What a trigger may ask for. */
export const commandsAllowed = {
  'comms.send-message': sendMessage,
  'fraud.raise-signal': raiseSignal,
} as const

/** Facts a backtest looks at; of a longer past, the latest days alone would be another question. */
const BACKTEST_FACTS_MAX = 2_000_000
const PAGE_FACTS = 5000
/** Customers whose features a backtest asks for, one by one. */
const FEATURES_MAX = 5000

export const triggerReactions = [
  onBatch('*', 'triggers', fire),
  on(BacktestAsked, 'backtest', backtest),
]

async function fire(facts: readonly Fact[], tx: Tx): Promise<void> {
  const types = [...new Set(facts.map(({ type }) => type))]
  for (const kept of await switchedOn(tx, types)) await fireOne(tx, kept, facts)
}

async function fireOne(tx: Tx, { id, spec, onSince }: Kept, facts: readonly Fact[]): Promise<void> {
  const met: Fact[] = []
  for (const fact of facts) {
    if (onSince === null || fact.at < onSince) continue
    if (await isMet(tx, spec, fact)) met.push(fact)
  }
  if (met.length === 0) return
  const last = new Map(await lastFirings(tx, id, [...new Set(met.map(({ key }) => key))]))
  const firings: Firing[] = []
  for (const { id: fact, key, at, ...rest } of met) {
    if (rests(spec, last.get(key), at)) continue
    const input = inputFor(spec.input, { id: fact, key, at, ...rest } as Fact)
    const command = commandsAllowed[spec.command]
    if (!fits(command.input, input)) continue
    last.set(key, at)
    firings.push({ key, at, fact })
    await tx.ask(command, input as never, key)
    await tx.emit(key, [TriggerFired({ triggerId: id as never, command: spec.command })])
  }
  // A customer stands in one row, however often it fired for them in a batch.
  const latest = new Map(firings.map((firing) => [firing.key, firing]))
  if (firings.length === 0) return
  await keepFirings(tx, id, { latest: [...latest.values()], times: firings.length })
}

async function isMet(tx: Tx, spec: Trigger, fact: Fact): Promise<boolean> {
  const alone = holdsOf(spec, fact)
  if (alone !== 'features') return alone
  const { features } = await tx.call(featuresOf, { customerId: fact.key as never })
  return holdsOf(spec, fact, { known: features }) === true
}

type Days = EventOf<typeof BacktestAsked>['data']

/** Each partition from its first fact: a customer's facts stand in one, in their order. */
async function backtest({ data }: Fact<EventOf<typeof BacktestAsked>>, tx: Tx): Promise<void> {
  const kept = await triggerOf(tx, data.triggerId)
  if (!kept) return
  const { log, kinds } = tx.tower
  const topic = kinds.find(({ type }) => type === kept.spec.on)?.topic ?? ''
  const tested: Tested = { facts: 0, fires: 0, unfit: 0, left: BACKTEST_FACTS_MAX, last: new Map() }
  for (const head of await log.heads()) {
    if (!isAmong([topic], head.topic)) continue
    await backtestPlace(tx, kept.spec, { ...head, days: data, tested })
  }
  const { facts, fires, unfit, last, left } = tested
  const { triggerId, from, to } = data
  const found = { from, to, facts, fires, unfit, people: last.size, partial: left <= 0 }
  await keepBacktest(tx, triggerId, found)
  await tx.emit(ourKey, [TriggerBacktested({ triggerId, ...found })])
}

type Tested = {
  facts: number
  fires: number
  unfit: number
  left: number
  features?: number
  readonly last: Map<string, Instant>
}
type Place = { topic: string; part: number; days: Days; tested: Tested }

async function backtestPlace(
  tx: Tx,
  spec: Trigger,
  { topic, part, days, tested }: Place,
): Promise<void> {
  for (let from = EARLIEST; tested.left > 0;) {
    const page = await tx.tower.log.read({ topic, part, from, max: PAGE_FACTS })
    if (page.facts.length === 0) return
    tested.left -= page.facts.length
    from = page.next
    for (const { fact } of page.facts) {
      const isThen = fact.businessDate >= days.from && fact.businessDate <= days.to
      if (isThen && fact.type === spec.on) await backtestFact(tx, spec, fact, tested)
    }
  }
}

async function backtestFact(tx: Tx, spec: Trigger, fact: Fact, tested: Tested): Promise<void> {
  tested.facts += 1
  if (rests(spec, tested.last.get(fact.key), fact.at)) return
  if (!(await wasMet(tx, spec, fact, tested))) return
  if (!fits(commandsAllowed[spec.command].input, inputFor(spec.input, fact))) {
    tested.unfit += 1
    return
  }
  tested.last.set(fact.key, fact.at)
  tested.fires += 1
}

/** Features as they were then. */
async function wasMet(tx: Tx, spec: Trigger, fact: Fact, tested: Tested): Promise<boolean> {
  const alone = holdsOf(spec, fact)
  if (alone !== 'features') return alone
  tested.features = (tested.features ?? 0) + 1
  if (tested.features > FEATURES_MAX) {
    tested.left = 0
    return false
  }
  const asked = { customerId: fact.key as never, asOf: fact.businessDate }
  const { features } = await tx.call(featuresOf, asked)
  return holdsOf(spec, fact, { known: features }) === true
}
