/** What must hold at the end of every day, whoever lived it and whatever broke. */
import type { House } from '../../platform/runtime/house.ts'

/** The sentences of those that do not hold; none, when the house is sound. */
export async function brokenInvariants(house: House): Promise<string[]> {
  const { owner } = house.db
  const broken: string[] = []
  const [books] = await owner<{ off: string | null }[]>`
    select (sum(debit) - sum(credit))::text as off from lending.posting`
  if (books?.off && books.off !== '0') broken.push(`debits and credits differ by ${books.off} paise`)
  const parked = await owner<{ n: number }[]>`select count(*)::int as n from platform.parked`
  if (parked[0]?.n) broken.push(`${parked[0].n} facts are parked`)
  return broken
}
