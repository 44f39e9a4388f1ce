import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { moduleNamed, openDoorstep, staff, visitor, type Doorstep } from '#test/doorstep'
import { openSession, sessionOf, signOut, trace } from './contract.ts'
import { module } from './module.ts'

let house: Doorstep
before(async () => {
  house = await openDoorstep([module])
})
after(() => house[Symbol.asyncDispose]())

const gateway = moduleNamed('gateway')
const sessionOfToken = (token: string) => house.ask(sessionOf, { token }, gateway)
const opened = (kind: 'customer' | 'staff', holder: string, ...roles: string[]) =>
  house.ask(openSession, { kind, holder, roles }, gateway) as Promise<{ token: string }>

describe('A session', () => {
  it('is known by its token and by no other', async () => {
    const { token } = await opened('customer', 'cus_1')
    const found = await sessionOfToken(token)
    assert.deepEqual([found.live, found.kind, found.holder], [true, 'customer', 'cus_1'])
    const flipped = (token[0] === 'A' ? 'B' : 'A') + token.slice(1)
    assert.deepEqual(await sessionOfToken(flipped), { live: false })
  })
  it('leaves no token in rows or events', async () => {
    const { token } = await opened('customer', 'cus_2')
    const rows = await house.fresh.db.owner`select * from gateway.session`
    assert.ok(!JSON.stringify([rows, await house.facts()]).includes(token))
  })
  it('of the staff carries their roles', async () => {
    const { token } = await opened('staff', 'stf_1', 'ops', 'credit')
    assert.deepEqual((await sessionOfToken(token)).roles, ['ops', 'credit'])
  })
  it('ends with signing out, on every phone of theirs', async () => {
    const tokens = [await opened('customer', 'cus_3'), await opened('customer', 'cus_3')]
    const other = await opened('customer', 'cus_4')
    await house.ask(signOut, {}, house.customer('cus_3'))
    for (const { token } of tokens) assert.equal((await sessionOfToken(token)).live, false)
    assert.equal((await sessionOfToken(other.token)).live, true)
    const closed = (await house.facts('gateway.session-closed')).filter((f) => f.key === 'cus_3')
    assert.equal(closed.length, 2)
  })
  it('ends when its holder is suspended', async () => {
    const { token } = await opened('staff', 'stf_2', 'ops')
    const [any] = await house.facts()
    const suspended = {
      ...any!,
      type: 'identity.staff-suspended',
      key: 'sys_identity',
      data: { staffId: 'stf_2' },
    } as Fact
    await house.react(module, 'close-sessions', [suspended, suspended])
    assert.equal((await sessionOfToken(token)).live, false)
  })
  it('is opened by gateway alone', async () => {
    const input = { kind: 'staff', holder: 'stf_9', roles: ['admin'] } as const
    const asked = { ...input, roles: [...input.roles] }
    await assert.rejects(house.ask(openSession, asked, visitor))
    await assert.rejects(house.ask(openSession, asked, staff('meera', 'admin')))
  })
})

describe('Traces of a phone', () => {
  const installId = id('ins', '7')
  const seenAt = instant('2026-01-01T03:30:00.000Z')
  const shown = { what: 'screen-shown', screen: 'phone', appVersion: '1.0.0', seenAt }

  it('are keyed by the install until someone signs in, then by the customer', async () => {
    const first = await house.ask(trace, { installId, traces: [shown] }, visitor)
    assert.deepEqual(first, { kept: 2 })
    const me = house.customer('cus_7')
    assert.deepEqual(await house.ask(trace, { installId, traces: [shown] }, me), { kept: 1 })
    const traces = await house.facts('app.trace')
    assert.deepEqual(
      traces.map(({ key, data }) => [key, (data as { what: string }).what]),
      [
        ['ins_7', 'arrived'],
        ['ins_7', 'screen-shown'],
        ['cus_7', 'screen-shown'],
      ],
    )
    assert.ok(traces.every(({ topic }) => topic === 'app.trace'))
  })
  it('of nothing make no arrival', async () => {
    const nothing = { installId: id('ins', '8'), traces: [] }
    assert.deepEqual(await house.ask(trace, nothing, visitor), { kept: 0 })
  })
})
