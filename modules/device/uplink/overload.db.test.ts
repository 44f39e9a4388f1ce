import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, it } from 'node:test'
import type { Log } from '#platform/log'
import { openUpstream } from '#test/upstream'

const record = { sender: 'VM-TESTBK', body: 'Rs.5.00 debited', at: '2026-01-01T03:00:00.000Z' }

describe('An overloaded door', () => {
  it('answers 429 with Retry-After before it reads, and takes again when it can', async () => {
    const { held, slow, open } = gated()
    await using house = await openUpstream({ admission: { batchesMax: 2 } }, slow)
    const people = [
      await house.person('9876533001', 'device-sms'),
      await house.person('9876533002', 'device-sms'),
      await house.person('9876533003', 'device-sms'),
    ] as const
    const batch = { batchId: 'under-load', records: [record] }
    const first = people.slice(0, 2).map((one) => house.send('sms', one, batch))
    await until(() => held() === 2)

    // Its body never comes: who waits for it here would wait for ever.
    const { status, retryAfter } = await knockWithoutBody(house.home, people[2])
    assert.equal(status, 429)
    assert.ok(Number(retryAfter) >= 1)

    open()
    const answers = await Promise.all(first)
    assert.deepEqual(
      answers.map((one) => one.status),
      [200, 200],
    )
    assert.equal((await house.send('sms', people[2], batch)).status, 200)
  })

  it('lets no single phone hold it', async () => {
    const { held, slow, open } = gated()
    await using house = await openUpstream({ admission: { perSenderMax: 1 } }, slow)
    const asha = await house.person('9876533011', 'device-sms')
    const first = house.send('sms', asha, { batchId: 'the-first', records: [record] })
    await until(() => held() === 1)
    const second = await house.send('sms', asha, { batchId: 'the-second', records: [record] })
    assert.equal(second.status, 429)
    open()
    assert.equal((await first).status, 200)
  })
})

describe('A batch whose answer was lost', () => {
  it('is acknowledged when it is sent again, and stands once', async () => {
    let lost = true
    const forgetful = (log: Log): Log => ({
      ...log,
      take: async (batch) => {
        const taken = await log.take(batch)
        if (!lost) return taken
        lost = false
        throw new Error('killed after the append and before the answer')
      },
    })
    await using house = await openUpstream({}, forgetful)
    const asha = await house.person('9876533021', 'device-sms')
    const batch = { batchId: 'answer-lost', records: [record, { sender: 'X' }] }
    const { error } = console
    console.error = () => {}
    assert.equal((await house.send('sms', asha, batch)).status, 500)
    console.error = error
    const { status, json } = await house.send('sms', asha, batch)
    assert.deepEqual([status, json.taken, json.refused.length], [200, 1, 1])
    assert.equal((await house.facts('device.sms')).length, 1)
    assert.equal((await house.facts('device')).length, 1)
  })
})

/** A log that takes nothing until it is opened. */
function gated() {
  const gate = Promise.withResolvers<void>()
  let count = 0
  const slow = (log: Log): Log => ({
    ...log,
    take: async (batch) => {
      count += 1
      await gate.promise
      return log.take(batch)
    },
  })
  return { held: () => count, slow, open: gate.resolve }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 5))
}

/** Sends the head of a request only. */
function knockWithoutBody(home: string, token: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number | undefined
    retryAfter: string | undefined
  }>()
  const headers = {
    ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
    'content-length': 500_000,
  }
  const knock = request(`${home}/v1/device/sms`, { method: 'POST', headers }, (answer) => {
    resolve({ status: answer.statusCode, retryAfter: answer.headers['retry-after'] })
    answer.resume()
    knock.destroy()
  })
  knock.on('error', reject)
  knock.flushHeaders()
  return promise
}
