/** One row a decision: what was known at its instant, and what became of it. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Database, Tx } from '#platform/sql'
import { presencesOf } from '../../modules/device/apps/store.ts'
import { FEATURES_VERSION } from '../../modules/device/feature/features.ts'
import { noApps, plainOf } from '../../modules/device/feature/plain.ts'
import { knownThen } from '../../modules/device/feature/queries.ts'
import type { ReadTo } from '../../modules/device/feature/store.ts'
import { labelOf, type Label } from './label.ts'

export type Row = { readonly [column: string]: string | number | boolean | null }

export type Asked = {
  readonly label: Label
  readonly npa: ReadonlyMap<string, LocalDate>
  readonly today: Instant
  onPage?(count: number): void
}

type Decided = {
  id: string
  customerId: string
  decidedAt: Instant
  outcome: string
  grade: string | null
  amountMax: number
  rate: string | null
  policyVersion: string
  inputsHash: string
  decidedBy: string
  device: Served | null
  bureau: Record<string, number | boolean> | null
  loanId: string | null
  principal: number | null
}

/** What a decision keeps of what device served it. */
type Served = {
  readonly bounces90?: number
  readonly salaryRegular?: boolean
  readonly days?: number
  readonly apps?: 'full' | 'declared' | 'none'
  readonly lendingApps?: number
  readonly newLendingApps7?: number
  readonly newLendingApps30?: number
  readonly gamblingApps?: number
  readonly readTo?: ReadTo
}

const PAGE = 200

/** In the order they were decided. */
export async function* rowsOf(db: Database, asked: Asked): AsyncGenerator<Row> {
  let after = { decidedAt: '-infinity', id: '' }
  for (let count = 0; ;) {
    const page = await decisionsAfter(db, after)
    for (const decided of page) yield rowOf(db, decided, asked)
    const last = page.at(-1)
    if (!last) return
    asked.onPage?.((count += page.length))
    after = last
  }
}

/** The bureau's report counts only where it was there by then. */
const decisionsAfter = (db: Database, after: { decidedAt: string; id: string }) =>
  db.owner<Decided[]>`
    select d.id, d.customer_id as "customerId", d.decided_at as "decidedAt", d.outcome, d.grade,
           d.amount_max as "amountMax", d.rate, d.policy_version as "policyVersion",
           d.inputs_hash as "inputsHash", d.decided_by as "decidedBy", d.device,
           r.attributes as bureau, l.id as "loanId", l.principal
      from decision.decision d
      left join bureau.report r
        on r.application_id = d.application_id and r.pulled_at <= d.decided_at
      left join lending.loan l on l.application_id = d.application_id and l.status <> 'sanctioned'
     where (d.decided_at, d.id) > (${after.decidedAt}::text::timestamptz, ${after.id})
     order by d.decided_at, d.id
     limit ${PAGE}`

async function rowOf(db: Database, decided: Decided, asked: Asked): Promise<Row> {
  const { id, decidedAt, loanId, principal, bureau } = decided
  const { outcome, grade, rate, policyVersion, inputsHash, decidedBy } = decided
  const features = await featuresAt(db, decided)
  const apps = await appsServed(db, decided)
  const npaOn = loanId === null ? undefined : asked.npa.get(loanId)
  const lent = loanId !== null
  return {
    ...{ decision_id: id, decided_at: decidedAt, outcome, grade, rate },
    ...{ amount_max: decided.amountMax, policy_version: policyVersion },
    ...{ inputs_hash: inputsHash, by_policy: decidedBy === 'policy' },
    ...named('bureau_', bureau ?? {}),
    ...named('device_', { ...features, ...apps }),
    served_alike: servedAlike(decided, features),
    loan_principal: principal,
    [asked.label.column]: labelOf(asked.label, { decidedAt, lent, npaOn, today: asked.today }),
  }
}

type Known = Record<string, string | number | boolean>

/**
 * Entries recorded after the decision are not there, whatever day they are about; nor those that
 * were recorded before and read after, where the decision says how far device had come.
 */
async function featuresAt(
  db: Database,
  { customerId, decidedAt: at, device }: Decided,
): Promise<Known> {
  // Whoever was served nothing read nothing.
  const readTo = device === null ? {} : device.readTo
  const then = { at, ...(readTo && { readTo }) }
  const features = await inDevice(db, (tx) => knownThen(tx, customerId, then))
  const plain = plainOf(features, FEATURES_VERSION, noApps)
  const ofApps = Object.keys(noApps)
  return Object.fromEntries(
    Object.entries(plain).filter(([name]) => !ofApps.includes(name)),
  ) as Known
}

/**
 * Of apps what the decision itself kept of what it was served: they keep no memory of what was
 * known when. Empty where they were let see none, or the consent it rested on is withdrawn since.
 */
async function appsServed(db: Database, { customerId, device }: Decided) {
  const { apps = 'none', ...counts } = device ?? {}
  const isThere = await inDevice(db, async (tx) => (await presencesOf(tx, customerId)).length > 0)
  const told = apps !== 'none' && isThere
  const of = (name: keyof typeof counts) => (told ? (counts[name] ?? null) : null)
  return {
    apps: told ? apps : 'none',
    lendingApps: of('lendingApps'),
    newLendingApps7: of('newLendingApps7'),
    newLendingApps30: of('newLendingApps30'),
    gamblingApps: of('gamblingApps'),
  }
}

const inDevice = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transact('device', { readOnly: true }, (open) =>
    work(open.tx({ actor: { kind: 'module', id: 'device' } })),
  )

/**
 * Whether the decision was served what we say it knew: a message recorded before it may have been
 * read after, and one erased since was read then. Such rows are told, not hidden.
 */
function servedAlike({ device }: Decided, features: Known): boolean {
  if (device === null) return features['entries'] === 0
  return (['bounces90', 'salaryRegular', 'days'] as const).every(
    (name) => device[name] === undefined || device[name] === features[name],
  )
}

/** `salaryRegular` is the column `device_salary_regular`. */
const named = (prefix: string, fields: object): Row =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      prefix + name.replaceAll(/[A-Z]|\d+/g, (part: string) => `_${part.toLowerCase()}`),
      value as string | number | boolean,
    ]),
  )
