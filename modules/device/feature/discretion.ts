/** What of an entry may rest as it stands: companies' names do, people's never. */
import type { Entry, PartyKind } from './entry.ts'

/** A shopkeeper, a friend, an employer may be a person; these never are. */
const COMPANIES: ReadonlySet<PartyKind> = new Set(['lender', 'gambling', 'crypto'])

type Mark = (what: 'party' | 'reference', words: string) => string

/** The entry with a mark in place of whom it names, and of its reference. */
export function discreet(entry: Entry, mark: Mark): Entry {
  const { party, reference, ...rest } = entry
  const named = party !== undefined && COMPANIES.has(entry.partyKind)
  return {
    ...rest,
    ...(party !== undefined && { party: named ? party : mark('party', party) }),
    ...(reference !== undefined && { reference: mark('reference', reference) }),
  }
}
