/**
 * A second house with a small book, in a process of its own beside the large one's: their days are
 * lived in turn, so that whatever else the machine does falls on both.
 */
import { fork } from 'node:child_process'
import { on, once } from 'node:events'
import { inBookHouse } from './book-house.ts'
import { idleDay, untilCalm, type Day } from './idle-day.ts'
import { buildBook } from './loan-book.ts'

export type SmallBook = {
  /** One idle day of it. */
  day(): Promise<Day>
  close(): Promise<void>
}

/** Its book is built, and the house at rest. */
export async function openSmallBook(loans: number, every: number): Promise<SmallBook> {
  const child = fork(import.meta.filename, [String(loans), String(every)])
  const ended = new Promise<never>((_, reject) => {
    child.on('exit', (code) => reject(new Error(`the small book's house ended (${code})`)))
  })
  ended.catch(() => {})
  const next = () => Promise.race([once(child, 'message'), ended])
  await next()
  return {
    day: async () => {
      child.send('day')
      const [day] = await next()
      return day as Day
    },
    close: async () => {
      const gone = once(child, 'exit')
      child.send('end')
      await gone
    },
  }
}

/** Lives one day for each word from the parent, until it says that it was the last. */
async function lived(loans: number, every: number): Promise<void> {
  await inBookHouse(['lending'], async (house) => {
    await buildBook(house.db, { from: 0, to: loans, every })
    await untilCalm(house)
    const words: AsyncIterable<unknown[]> = on(process, 'message')
    process.send?.('ready')
    for await (const [word] of words) {
      if (word !== 'day') return
      process.send?.(await idleDay(house))
    }
  })
  process.disconnect?.()
}

if (import.meta.main) await lived(Number(process.argv[2]), Number(process.argv[3]))
