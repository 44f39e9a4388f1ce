import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { readApp } from '../apps/told.ts'
import { sealerOf } from './envelope.ts'
import { readHere, readRuns, type SealedRun } from './reader.ts'

const reader = { file: new URL('../apps/told.ts', import.meta.url), read: readApp }

/** Apps of one person's phone, as many as told. */
function runOf(who: string, count: number): SealedRun {
  const dataKey = createHash('sha256').update(who).digest('base64url')
  const key = { customerId: who, class: 'device-apps', generation: 1, dataKey }
  const seal = sealerOf(key)
  const recordIds = Array.from({ length: count }, (_, n) => `rec_${who}-${n}`)
  const sealed = recordIds.map((id, n) => {
    const record = { what: 'listed', package: `in.app.n${n}`, label: 'क़र्ज़ ऐप' }
    return seal(id, JSON.stringify(record), randomBytes(12))
  })
  return { key, recordIds, sealed }
}

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
})
