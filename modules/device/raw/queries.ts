/** What raw tells unopened. */
import { answer } from '#platform/http'
import { rawHeld, rawRecordsOf } from '../contract.ts'
import { keptPage } from './commands.ts'
import { placed } from './record.ts'

export const rawQueries = [
  answer(rawRecordsOf, async (wanted, tx) => {
    const { items, next } = await keptPage(wanted, tx)
    return { records: items.map(({ sk }) => placed(sk)), ...(next && { next }) }
  }),
  answer(rawHeld, async (_, { wide }) => {
    const tables = await wide.inspect()
    return {
      engine: wide.engine,
      items: tables.reduce((sum, { items }) => sum + items, 0),
      bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      exact: tables.every(({ exact }) => exact),
    }
  }),
]
