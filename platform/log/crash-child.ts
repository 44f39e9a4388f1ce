/**
 * A process to be killed: writes facts as fast as it can, relays and handles them, and says on
 * stdout which it was told are committed. Run by the crash test only.
 */
import { newId, random } from '../runtime/chance.ts'
import { businessClock, wallClock } from '../runtime/clock.ts'
import { signals } from '../runtime/signals.ts'
import { openDatabase } from '../sql/database.ts'
import { instant } from '#kernel/dates'
import { openLog } from './embedded-log.ts'
import { on } from './index.ts'
import { Happened, note, quiet } from './log.suite.ts'

const [url = '', masterKey = '', first = '0'] = process.argv.slice(2)
const WRITERS = 4

const wakes = signals()
const db = openDatabase({
  ...{
    url,
    masterKey,
    modules: ['alpha', 'beta'],
    signals: wakes,
    newId,
    random,
    poolMax: WRITERS,
  },
  clock: businessClock(instant('2026-01-01T00:00:00.000Z'), 0),
  wall: wallClock,
  secretFor: () => new Uint8Array(32),
  ports: {} as never,
  call: async () => undefined,
})
const log = openLog({
  db,
  modules: [{ name: 'beta', reactions: [on(Happened, 'note', note)] }],
  signals: wakes,
  wall: wallClock,
  logger: quiet,
  kindOf: () => undefined,
})
await log.start()

let n = Number(first)
const write = async (): Promise<never> => {
  for (;;) {
    const own = n++
    await db.transact('alpha', {}, async (open) => {
      await open.sql`insert into written (n) values (${own})`
      const tx = open.tx({ actor: { kind: 'module', id: 'alpha' } })
      await tx.emit(`cus_${own % 50}`, [Happened({ n: own })])
    })
    process.stdout.write(`${own}\n`)
  }
}
await Promise.all(Array.from({ length: WRITERS }, write))
