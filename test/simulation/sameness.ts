/** A life as facts by customer, without ids and what is made of them: to compare two. */
import type { Fact } from '#kernel/contract'
import type { House } from '../../platform/runtime/house.ts'

/** Numbers and addresses that are made of ids, by vendors or by us, and what is sealed. */
const MADE_OF_IDS = new Set([
  ...['accountNumber', 'umrn', 'utr', 'reference', 'providerRef', 'authoriseAt', 'payAt'],
  ...['codeSealed', 'sealed', 'hash', 'handle', 'inputsHash', 'rawRef'],
])

/** One text a customer: their facts in order of business time, and the postings of all loans. */
export async function lifeOf({ db }: House): Promise<{ people: string[]; books: string[] }> {
  const segments = await db.owner<{ data: string }[]>`select data from platform.log_seg`
  const facts = segments.flatMap(({ data }) => JSON.parse(data) as Fact[])
  const people = [...Map.groupBy(facts, (fact) => fact.key).values()].map((own) =>
    own.map(bare).toSorted().join('\n'),
  )
  const books = await db.owner<{ line: string }[]>`
    select j.value_on || ' ' || j.booked_on || ' ' || p.account || ' ' || p.debit || ' ' || p.credit
             as line
      from lending.journal j join lending.posting p on p.journal_id = j.id`
  return { people: people.toSorted(), books: books.map(({ line }) => line).toSorted() }
}

const bare = ({ at, type, v, businessDate, actor, data }: Fact): string =>
  `${at} ${type} ${JSON.stringify({ v, businessDate, actor: actor.kind, data }, withoutIds)}`

function withoutIds(name: string, value: unknown): unknown {
  if (MADE_OF_IDS.has(name)) return '…'
  if (typeof value !== 'string') return value
  return value
    .replace(/\b[a-z]{2,5}_[0-9a-f]{8}-[0-9a-f-]{27}\b/g, 'id')
    .replace(/\b[a-z]{2,6}_[0-9a-z]{12,14}\b/g, 'vendor-id')
    .replace(/\b[0-9a-f]{64}\b/g, 'hash')
    .replace(/\brec_[0-9a-f]{32}\b/g, 'rec')
}

/** Lines that only one of two lives has: an empty list says they are the same life. */
export function differences(one: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>()
  const count = (texts: readonly string[], by: number) => {
    for (const line of texts.flatMap((text) => text.split('\n'))) {
      counts.set(line, (counts.get(line) ?? 0) + by)
    }
  }
  count(one, 1)
  count(other, -1)
  return [...counts].flatMap(([line, by]) => (by === 0 ? [] : [`${by > 0 ? '+' : '-'} ${line}`]))
}
