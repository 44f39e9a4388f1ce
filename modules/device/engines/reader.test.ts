import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import { readApp } from '../apps/told.ts'
import { sealerOf } from './envelope.ts'
import { readHere, readRuns, type SealedRun } from './reader.ts'

const reader = { file: new URL('../apps/told.ts', import.meta.url), read: readApp }

/** Sealed in order, whatever the words are. */
function sealedWords(who: string, words: readonly string[]): SealedRun {
  const dataKey = createHash('sha256').update(who).digest('base64url')
  const key = { customerId: who, class: 'device-apps', generation: 1, dataKey }
  const seal = sealerOf(key)
  const recordIds = words.map((_, n) => `rec_${who}-${n}`)
  const sealed = words.map((plain, n) => seal(recordIds[n]!, plain, randomBytes(12)))
  return { key, recordIds, sealed }
}

/** Apps of one person's phone, as many as told. */
const runOf = (who: string, count: number): SealedRun =>
  sealedWords(
    who,
    Array.from({ length: count }, (_, n) =>
      JSON.stringify({ what: 'listed', package: `in.app.n${n}`, label: 'क़र्ज़ ऐप' }),
    ),
  )

describe('Records read on the thread', () => {
  it('tell what they tell where they are, in their order', async () => {
    const runs = [runOf('cus_asha', 90), runOf('cus_ravi', 1), runOf('cus_meera', 40)]
    const told = await readRuns(reader, runs)
    assert.equal(told.length, 131)
    assert.deepEqual(told, readHere(reader.read, runs))
    assert.equal(told[90]?.record.package, 'in.app.n0')
  })

  it('fail together with one that was altered, and with no other batch', async () => {
    const whole = runOf('cus_asha', 80)
    const moved = { ...whole, recordIds: whole.recordIds.toReversed() }
    const [bad, good] = await Promise.allSettled([
      readRuns(reader, [moved]),
      readRuns(reader, [whole]),
    ])
    assert.equal(bad.status, 'rejected')
    assert.equal(good.status === 'fulfilled' && good.value.length, 80)
  })

  it('say of one that can’t be read its place and kind of fault, and no word of it', async () => {
    const app = JSON.stringify({ what: 'listed', package: 'in.app' })
    const words = Array.from({ length: 80 }, (_, n) => (n === 70 ? 'paid to Asha' : app))
    const onThread = sealedWords('cus_asha', words)
    const where = sealedWords('cus_asha', words.slice(60))
    const told = await Promise.allSettled([readRuns(reader, [onThread]), readRuns(reader, [where])])
    const problems = told.map((one) => inspect(one.status === 'rejected' && one.reason))
    for (const [i, place] of [70, 10].entries()) {
      assert.match(problems[i]!, new RegExp(`record ${place} of the batch can't be read: Syntax`))
      assert.doesNotMatch(problems[i]!, /paid|Asha/)
    }
  })
})
