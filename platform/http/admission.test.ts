import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { admission } from './admission.ts'

const limits = { batchesMax: 3, bytesMax: 100, perSenderMax: 2, workingMax: 2 }

describe('The queue before an intake', () => {
  it('is full by count, by bytes and by sender, and has room again when one leaves', () => {
    const room = admission(limits)
    const leave = room.enter('a', 40)
    room.enter('a', 10)
    assert.throws(() => room.enter('a', 1), { code: 'too-busy' })
    assert.throws(() => room.enter('b', 51), { code: 'too-busy' })
    const other = room.enter('b', 50)
    assert.throws(() => room.enter('c', 0), { code: 'too-busy' })
    leave()
    leave() // Giving the same room back twice gives nothing.
    assert.deepEqual(room.held(), { batches: 2, bytes: 60 })
    other()
    room.enter('a', 90)
  })

  it('tells when to come again', () => {
    const room = admission({ ...limits, batchesMax: 0 })
    assert.throws(
      () => room.enter('a', 1),
      (fault: { more: { retryAfterS: number } }) => fault.more.retryAfterS >= 1,
    )
  })

  it('lets so many work at once, in the order they came, also past one that fails', async () => {
    const room = admission(limits)
    const order: number[] = []
    let working = 0
    let most = 0
    const work = (n: number) => async () => {
      most = Math.max(most, ++working)
      await new Promise((done) => setTimeout(done, 2))
      working -= 1
      order.push(n)
      if (n === 1) throw new Error('one fails')
    }
    const all = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((n) => room.inTurn(work(n))))
    assert.equal(all.filter(({ status }) => status === 'rejected').length, 1)
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5])
    assert.equal(most, 2)
  })
})
