/**
 * A person shows the lender their bank statement through the account aggregator, or is asked and
 * does not: most say yes at the aggregator, some no, and some leave its message unread. Some are
 * quick; others think of it when the offer has come already.
 */
import type { Item as Line } from '../agenda.ts'
import { fraction } from '../draw.ts'
import { sayAtAggregator } from '../vendors/aggregator.ts'
import type { World } from '../world.ts'
import { person, type Person } from './person.ts'
import { isDone, phoneOf, refusalOf } from './phone.ts'

const SOON_MS = 5000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Looks for the aggregator's page: it is the bank that is asked, and it may be down. */
const LOOKS_MAX = 12

type Step = { readonly n: number; readonly asked?: boolean; readonly looks?: number }

/** What they will do at the aggregator: who means to repay has less to hide. */
export function wordOf(seed: string, { n, hidden }: Person): 'approve' | 'reject' | 'lapse' {
  const yes = 0.35 + 0.5 * hidden.will
  const drawn = fraction(seed, 'statement', n, 'word')
  if (drawn < yes) return 'approve'
  return drawn < yes + (1 - yes) / 2 ? 'reject' : 'lapse'
}

/** From the consent on; a line already there is moved. */
export function beginStatement(world: World, n: number): void {
  const slow = fraction(world.seed, 'statement', n, 'slow')
  const waitMs = slow < 0.5 ? SOON_MS : Math.floor(slow * 8) * HOUR_MS
  plan(world, { n }, waitMs)
}

/** One step of it: ask; see the aggregator's page; say a word there. */
export async function showStatement(line: Line, world: World): Promise<void> {
  const step = line.data as Step
  const row = world.store.one('select state from life where person = ?', step.n)
  const { left, token: session } = JSON.parse(String(row?.state ?? '{"left":"unknown"}'))
  if (left !== undefined || world.home === '') return
  const phone = phoneOf(world.home, session)
  if (!step.asked) {
    const asked = await phone.command('device.ask-statement', {}, `statement-${step.n}-asked`)
    const isOpen = isDone(asked) || refusalOf(asked) === 'under-way'
    if (!isOpen && asked.status === 409) return // Withdrawn meanwhile: there is nothing to ask for.
    return again(world, { ...step, asked: isOpen })
  }
  const told = await phone.query('device.my-statement')
  const { status, approveAt } = (told.json.statement ?? {}) as Partial<Record<string, string>>
  if (status !== 'asked' && status !== 'pending' && isDone(told)) return
  const consentId = approveAt?.split('/').at(-1)
  if (!consentId) return again(world, step)
  const word = wordOf(world.seed, person(world.seed, step.n))
  if (word !== 'lapse') sayAtAggregator(world, consentId, word)
}

function again(world: World, { looks = 0, ...step }: Step): void {
  if (looks < LOOKS_MAX) plan(world, { ...step, looks: looks + 1 }, MINUTE_MS * 2 ** looks)
}

function plan(world: World, step: Step, waitMs: number): void {
  const { n } = step
  const line = { id: `statement:${n}`, subject: `person-${n}`, kind: 'statement', data: step }
  world.agenda.add({ ...line, atMs: world.clock.now() + waitMs })
}
