/** What is to be worked through. */
import { answer } from '#platform/http'
import { applicationsLike, partners } from '../contract.ts'
import { askedLike, partnersKnown } from './store.ts'

const PARTNERS_MAX = 500

export const queries = [
  answer(applicationsLike, async ({ max, ...narrowing }, tx) => {
    const rows = await askedLike(tx, narrowing, max + 1)
    const applications = rows.slice(0, max).map(({ partner, reference, owner, ...row }) => ({
      ...row,
      path: `/${row.journey.replace('.', '/')}/${row.id}`,
      ...(partner !== null && { partner }),
      ...(reference !== null && { reference }),
      ...(owner !== null && { owner }),
    }))
    return { applications, more: rows.length > max }
  }),

  answer(partners, async (_, tx) => ({ partners: await partnersKnown(tx, PARTNERS_MAX) })),
]
