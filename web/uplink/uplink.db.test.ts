import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { openUpstream, type Upstream } from '#test/upstream'
import { gzip } from './gzip.ts'
import { backoffMs, uplinkOf, type Drawer, type Item, type Ports } from './uplink.ts'

let house: Upstream
before(async () => {
  house = await openUpstream()
})
after(() => house[Symbol.asyncDispose]())

/** A drawer that dies, when told to, before its n-th write from now. */
function drawer() {
  const texts = new Map<string, string>()
  let left = Number.POSITIVE_INFINITY
  const mayDie = () => {
    if (--left < 0) throw new Error('the phone died')
  }
  const of: Drawer = {
    list: async (prefix, max) =>
      [...texts]
        .filter(([name]) => name.startsWith(prefix))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, max),
    put: async (entries) => {
      for (const [name, text] of entries) {
        mayDie()
        texts.set(name, text)
      }
    },
    drop: async (names) => {
      for (const name of names) {
        mayDie()
        texts.delete(name)
      }
    },
  }
  return { of, texts, dieAfter: (writes: number) => (left = writes), live: () => (left = Infinity) }
}

let serial = 0
function phone(customerId: string, of: Drawer, more: Partial<Ports> = {}) {
  const ports: Ports = {
    ...{ home: house.home, drawer: of, pack: gzip, fetch, nowMs: () => Date.now() },
    ...{ chance: () => 0.5, token: () => customerId },
    newBatchId: () => `phone-batch-${++serial}`,
    ...more,
  }
  return uplinkOf(ports)
}
const message = (mark: number): Item => ({
  mark,
  record: { sender: 'VM-TESTBK', body: `Rs.${mark}.00 debited`, at: '2026-01-01T03:00:00.000Z' },
})
const messages = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => message(from + i))
const taken = async (customerId: string, topic = 'device.sms'): Promise<Fact[]> =>
  (await house.facts(topic)).filter(({ key }) => key === customerId)

describe('The uploader', () => {
  it('sends what it is offered once, also when it is offered again', async () => {
    const asha = await house.person('9876544001', 'device-sms')
    const kept = drawer()
    const uplink = phone(asha, kept.of)
    await uplink.open('sms')
    assert.equal(await uplink.offer('sms', messages(700)), 700)
    assert.equal(await uplink.offer('sms', messages(700)), 0)
    assert.deepEqual(await uplink.flush(), { rest: 'empty' })
    assert.equal((await taken(asha)).length, 700)
    assert.equal(await uplink.offer('sms', messages(3, 699)), 2)
    await uplink.flush()
    assert.equal((await taken(asha)).length, 702)
    assert.deepEqual([...kept.texts.keys()].toSorted(), ['gate/sms', 'seen/sms'])
  })

  it('sends what happens now before the history', async () => {
    const asha = await house.person('9876544002', 'device-sms')
    const sent: string[] = []
    const uplink = phone(asha, drawer().of, {
      fetch: (url, init) => {
        sent.push(url)
        return fetch(url, init)
      },
    })
    await uplink.open('sms')
    await uplink.offer('sms', messages(2), 'historical')
    await uplink.offer('sms', messages(1, 5))
    await uplink.flush()
    assert.equal((await taken(asha, 'device.sms.historical')).length, 2)
    const [live] = await taken(asha)
    const [past] = await taken(asha, 'device.sms.historical')
    assert.ok(live!.rx <= past!.rx)
    assert.equal(sent.length, 2)
  })

  it('keeps nothing before there is consent, and purges all when it is taken back', async () => {
    const asha = await house.person('9876544003')
    const kept = drawer()
    const uplink = phone(asha, kept.of)
    await uplink.askConsents()
    assert.equal(await uplink.offer('sms', messages(5)), 0)
    await house.consent(asha, 'device-sms')
    await uplink.askConsents()
    assert.equal(await uplink.offer('sms', messages(5)), 5)
    await house.withdraw(asha, 'device-sms')
    // Nobody has told the phone: the door does.
    assert.deepEqual(await uplink.flush(), { rest: 'empty' })
    assert.equal(await uplink.isOpen('sms'), false)
    assert.ok(![...kept.texts.keys()].some((name) => /^(queue|sending)/.test(name)))
    assert.equal((await taken(asha)).length, 0)
  })

  it('waits as long as it is told to, and longer at each failure', async () => {
    const asha = await house.person('9876544004', 'device-sms')
    let nowMs = 1_000_000
    let answers: (Response | Error)[] = []
    const uplink = phone(asha, drawer().of, {
      nowMs: () => nowMs,
      fetch: async (url, init) => {
        const next = answers.shift()
        if (next instanceof Error) throw next
        return next ?? fetch(url, init)
      },
    })
    await uplink.open('sms')
    await uplink.offer('sms', messages(1))
    const busy = () => new Response('{}', { status: 429, headers: { 'retry-after': '30' } })
    answers = [busy(), new Error('no network'), new Response('{}', { status: 503 })]
    assert.deepEqual(await uplink.flush(), { rest: 'wait', untilMs: 1_030_000 })
    assert.deepEqual(await uplink.flush(), { rest: 'wait', untilMs: 1_030_000 })
    assert.equal(answers.length, 2) // Asked before its time it does not even try.
    nowMs = 1_030_000
    assert.deepEqual(await uplink.flush(), { rest: 'wait', untilMs: nowMs + backoffMs(2, 0.5) })
    nowMs += 60_000
    assert.deepEqual(await uplink.flush(), { rest: 'wait', untilMs: nowMs + backoffMs(3, 0.5) })
    nowMs += 60_000
    assert.deepEqual(await uplink.flush(), { rest: 'empty' })
    assert.equal((await taken(asha)).length, 1)
    assert.ok(backoffMs(3, 0) > backoffMs(1, 1) / 2 && backoffMs(99, 1) <= 15 * 60_000)
  })

  it('halves what is too large, signs off without a session, and goes on', async () => {
    const asha = await house.person('9876544005', 'device-sms')
    let tooLarge = 2
    let token = ''
    const uplink = phone(asha, drawer().of, {
      token: () => token || undefined,
      fetch: async (url, init) =>
        tooLarge-- > 0 ? new Response('{}', { status: 413 }) : fetch(url, init),
    })
    await uplink.open('sms')
    await uplink.offer('sms', messages(9))
    assert.deepEqual(await uplink.flush(), { rest: 'signed-out' })
    token = asha
    assert.deepEqual(await uplink.flush(), { rest: 'empty' })
    assert.equal((await taken(asha)).length, 9)
  })

  it('dead at any write and started again, loses none and doubles none', async () => {
    for (let writes = 0; writes < 24; writes++) {
      const asha = await house.person(`98765${45_000 + writes}`, 'device-sms')
      const kept = drawer()
      const before = phone(asha, kept.of)
      await before.open('sms')
      kept.dieAfter(writes)
      const dead = async () => {
        await before.offer('sms', messages(5))
        await before.flush()
      }
      await dead().catch(() => {})
      kept.live()
      const again = phone(asha, kept.of)
      const last = await again.lastMark('sms')
      await again.offer('sms', messages(5).slice(last + 1))
      assert.deepEqual(await again.flush(), { rest: 'empty' })
      assert.equal((await taken(asha)).length, 5, `died before write ${writes}`)
    }
  })

  it('whose answer is lost sends the same batch again', async () => {
    const asha = await house.person('9876544007', 'device-sms')
    const kept = drawer()
    const deaf = phone(asha, kept.of, {
      fetch: async (url, init) => {
        await fetch(url, init)
        throw new Error('the answer was lost')
      },
    })
    await deaf.open('sms')
    await deaf.offer('sms', messages(4))
    assert.equal((await deaf.flush()).rest, 'wait')
    assert.deepEqual(await phone(asha, kept.of).flush(), { rest: 'empty' })
    assert.equal((await taken(asha)).length, 4)
  })
})
