/**
 * Nothing was done twice: the world's own ledger against ours. A vendor may be asked as often as it
 * takes (`hits`), but each thing exists once, and money in our books is money that moved there.
 */
import type { House } from '../../platform/runtime/house.ts'

type Entry = {
  seq: number
  kind: string
  key: string
  reference: string
  amount: number | null
  status: string
  at: string
}
type Ours = { kind: string; reference: string; amount: string; made: number }

/** A captured payment is told by webhook; late ones and their repeats come within days. */
const TOLD_WITHIN_MS = 5 * 86_400_000

export async function brokenOutside(house: House): Promise<string[]> {
  const [payouts, presentments, payments, messages] = await Promise.all(
    ['payout', 'presentment', 'payment', 'sms'].map((kind) => entriesOf(house, kind)),
  )
  const ours = await oursOf(house)
  const receipts = new Map(ours.map((row) => [`${row.kind} ${row.reference}`, row]))
  const late = new Date(house.clock.nowMs() - TOLD_WITHIN_MS).toISOString()
  const settled = (presentments ?? []).filter(({ status }) => status === 'settled')
  return [
    ...doubled(payouts ?? [], (one) => one.reference),
    ...(await paidTwice(house)),
    ...doubled(presentments ?? [], (one) => one.reference),
    ...doubled(messages ?? [], (one) => one.key),
    ...settled.flatMap((one) => unbooked(one, receipts.get(`presentment ${one.reference}`), late)),
    ...((await moreBooked(house, settled, payments ?? [])) ?? []),
    ...ours.filter((row) => row.made > 1).map((row) => `${row.reference} was received twice`),
  ].slice(0, 5)
}

async function entriesOf({ sandbox }: House, kind: string): Promise<Entry[]> {
  const all: Entry[] = []
  for (let after: number | null = 0; after !== null;) {
    const page: { rows: Entry[]; next: number | null } | undefined = await sandbox?.send(
      'GET',
      `/ledger?kind=${kind}&after=${after}`,
    )
    all.push(...(page?.rows ?? []))
    after = page?.next ?? null
  }
  return all
}

function doubled(entries: readonly Entry[], of: (entry: Entry) => string): string[] {
  const groups = Map.groupBy(entries, of)
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map(([first, ...more]) => `${first?.kind} ${first?.reference} stands ${more.length + 1} times`)
}

/** A failed payout may be followed by another; two that left may not. */
async function paidTwice({ db }: House): Promise<string[]> {
  const rows = await db.owner<{ application: string; payouts: number }[]>`
    select application_id as application, count(*)::int as payouts from payments.payout
     where status <> 'failed' group by application_id having count(*) > 1`
  return rows.map(({ application, payouts }) => `${application} has ${payouts} payouts under way`)
}

/** Our settled presentments, each with the receipts that came of it. */
const oursOf = ({ db }: House): Promise<Ours[]> => db.owner<Ours[]>`
  select 'presentment' as kind, p.id as reference, p.amount::text as amount,
         case when p.status = 'settled' then 1 else 0 end as made
    from payments.presentment p`

function unbooked(entry: Entry, ours: Ours | undefined, late: string): string[] {
  if (!ours) return [`presentment ${entry.reference} settled outside and is not ours`]
  if (ours.amount !== String(entry.amount)) {
    return [`presentment ${entry.reference} is ${ours.amount} here and ${entry.amount} outside`]
  }
  const missed = ours.made === 0 && entry.at < late
  return missed ? [`presentment ${entry.reference} settled outside; nobody here knows`] : []
}

/** Receipts never exceed what the bank and the provider say they moved. */
async function moreBooked({ db }: House, settled: readonly Entry[], payments: readonly Entry[]) {
  const [booked] = await db.owner<{ total: string }[]>`
    select coalesce(sum(amount), 0)::text as total from payments.receipt`
  const captured = payments.filter(({ status }) => status === 'captured')
  const moved = [...settled, ...captured].reduce((sum, one) => sum + (one.amount ?? 0), 0)
  return Number(booked?.total ?? 0) > moved
    ? [`receipts are ${booked?.total} paise, outside only ${moved} moved`]
    : []
}
