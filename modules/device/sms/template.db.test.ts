import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { later } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { DataErased } from '#modules/identity'
import { loneModule, type Lone } from '#test/lone-module'
import { keyOf, message, recorded } from '../feature/story.fixture.ts'
import { module } from '../module.ts'
import { parseSms } from './parse.ts'
import { isUnread } from './reading.ts'

type Wanted = { wanted: { customerId: string }[] }
const erased = new Set<string>()
let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.data-keys': ({ wanted }: Wanted) => ({
        keys: wanted
          .filter(({ customerId }) => !erased.has(customerId))
          .map(({ customerId }) => keyOf(customerId)),
      }),
    },
  })
})
after(() => lone.drop())

const risk: Actor = { kind: 'staff', id: 'stf_ria', roles: ['risk'] }
/** Words no grammar reads, of which only the numbers differ. */
const strange = (amount: string, place: string) =>
  message('2025-12-20', 'VK-GRAMEN-S', `Yojana lekha ${place}: shesh Rs ${amount} yog.`)

async function hears(name: string, amount: string, words = 'khand'): Promise<void> {
  const customerId = id('cus', name)
  await lone.hear(recorded(customerId, strange(amount, words)), customerId)
  await lone.settle()
}
type Row = { id: string; masked: string | null; customers: number; messages: number }
const templates = (words: string) => lone.db.owner<(Row & { status: string })[]>`
  select t.id, t.masked, t.customers, t.messages, t.status from device.sms_template t
   where exists (select from device.sms_unread u join device.sms_template_holder h using (template)
                  where u.template = t.hash and h.customer_id like ${`cus_${words}%`})`
const entries = (name: string) => lone.db.owner<
  { kind: string; amount: number; reading: number; superseded_at: string | null }[]
>`
  select kind, amount, reading, superseded_at from device.entry
   where customer_id = ${`cus_${name}`} order by reading`
const accept = (templateId: string, more: object = {}) =>
  lone.ask('device.accept-template', { templateId, kind: 'credit', amount: 0, ...more }, risk)

describe('A wording nobody has taught us', () => {
  it('is unread', () => {
    const one = strange('1,200.00', 'khand')
    assert.ok(isUnread(one, parseSms(one)))
  })
  it('shows its words once three people had them, and counts each message once', async () => {
    await hears('a1', '100.00', 'gram')
    await hears('a1', '100.00', 'gram')
    await hears('a2', '250.00', 'gram')
    assert.deepEqual(
      { ...(await templates('a'))[0], id: '' },
      {
        ...{ id: '', masked: null, customers: 2, messages: 2, status: 'review' },
      },
    )
    await hears('a3', '1,900.50', 'gram')
    const [shown] = await templates('a')
    assert.deepEqual([shown?.customers, shown?.messages], [3, 3])
    assert.match(shown?.masked ?? '', /\{amount\}/)
    assert.doesNotMatch(shown?.masked ?? '', /\d/)
  })
  it('cannot be answered before, nor where there is none', async () => {
    await hears('b1', '100.00', 'tehsil')
    const [one] = await templates('b')
    assert.deepEqual(await accept(one!.id), { refused: 'not-shown-yet' })
    assert.deepEqual(await accept('tpl_none'), { refused: 'unknown-template' })
  })
  it('answered, is read for everyone who had it and whoever gets it next', async () => {
    for (const name of ['c1', 'c2', 'c3']) await hears(name, '700.00', 'zila')
    const [one] = await templates('c')
    assert.deepEqual(await accept(one!.id), { templateId: one!.id, version: 1 })
    await lone.settle()
    for (const name of ['c1', 'c2', 'c3']) {
      const [entry] = await entries(name)
      assert.deepEqual([entry?.kind, entry?.amount, entry?.reading], ['credit', rupees('700'), 1])
    }
    await hears('c4', '800.00', 'zila')
    assert.equal((await entries('c4'))[0]?.amount, rupees('800'))
  })
  it('answered again, is superseded and not forgotten', async () => {
    for (const name of ['d1', 'd2', 'd3']) await hears(name, '90.00', 'ward')
    const [one] = await templates('d')
    await accept(one!.id)
    await lone.settle()
    lone.clock.jump(later(lone.clock.now(), 60_000))
    await accept(one!.id, { kind: 'debit' })
    await lone.settle()
    const [first, second, ...others] = await entries('d1')
    assert.deepEqual([first?.kind, second?.kind, others.length], ['credit', 'debit', 0])
    assert.ok(first?.superseded_at)
    assert.equal(second?.superseded_at, null)
  })
  it('is forgotten of whom withdraws, and counted less', async () => {
    for (const name of ['e1', 'e2', 'e3']) await hears(name, '90.00', 'basti')
    erased.add('cus_e1')
    await lone.hear(DataErased({ class: 'device-sms', proof: 'a'.repeat(64) }), id('cus', 'e1'))
    await lone.settle()
    const [one] = await templates('e')
    assert.deepEqual([one?.customers, one?.messages], [2, 2])
  })
})
