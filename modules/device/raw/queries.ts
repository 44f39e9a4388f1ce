/** What raw tells unopened. */
import { answer } from '#platform/http'
import { rawRecordsOf } from '../contract.ts'
import { keptPage } from './commands.ts'
import { placed } from './record.ts'

export const rawQueries = [
  answer(rawRecordsOf, async (wanted, tx) => {
    const { items, next } = await keptPage(wanted, tx)
    return { records: items.map(({ sk }) => placed(sk)), ...(next && { next }) }
  }),
]
