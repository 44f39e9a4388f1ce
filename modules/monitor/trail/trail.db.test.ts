import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { date, instant, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { RoundEnded } from '#modules/archive'
import { InstallLinked, PersonMerged } from '#modules/identity'
import { fact, minutes, nine, scene, type Scene } from '../scene.fixture.ts'
import type { trail, viewsOf } from '../contract.ts'

type Path = OutputOf<typeof trail>
const staff = { kind: 'staff', id: 'stf_1', roles: ['ops'] } as const
let here: Scene
let serial = 0
let [asha, ravi, phone] = ['', '', '']

before(async () => {
  here = await scene({
    answers: {
      'identity.names-of': ({ customerIds }: { customerIds: string[] }) => ({
        people: customerIds.map((customerId) => ({ customerId, name: 'Asha Rao' })),
      }),
    },
  })
  here.clock.jump(minutes(60))
})
beforeEach(() => {
  serial += 1
  ;[asha, ravi, phone] = [`cus_asha-${serial}`, `cus_ravi-${serial}`, `ins_phone-${serial}`]
})
after(() => here?.drop())

const happened = (type: string, key: string, at: Instant, data: object = {}, more: object = {}) =>
  fact({ type: `x.${type}`, v: 1, data }, key, at, more)
const linked = (customerId: string, at: Instant) =>
  fact(
    InstallLinked({ installId: phone as Id<'ins'>, customerId: customerId as Id<'cus'> }),
    customerId,
    at,
  )
const merged = (from: string, into: string, at: Instant) =>
  fact(PersonMerged({ customerId: from as Id<'cus'>, into: into as Id<'cus'> }), from, at)
const pathOf = (customerId: string, more: object = {}) =>
  here.ask<Path>('monitor.trail', { customerId, ...more }, staff)
const types = async (customerId: string, more: object = {}) =>
  (await pathOf(customerId, more)).entries.map(({ type }) => type.replace(/^.*\./, ''))

describe('The trail', () => {
  it('keeps each fact once, however often its batch comes', async () => {
    const batch = [happened('one', asha, nine), happened('two', asha, nine)]
    await here.hear(batch)
    await here.hear(batch)
    await here.hear([...batch, happened('three', asha, nine)])
    assert.deepEqual(await types(asha), ['one', 'two', 'three'])
  })

  it('tells them by the instant they were recorded, and within it as they came', async () => {
    await here.hear([happened('late', asha, minutes(2)), happened('b', asha, minutes(1))])
    await here.hear([happened('c', asha, minutes(1)), happened('first', asha, nine)])
    assert.deepEqual(await types(asha), ['first', 'b', 'c', 'late'])
  })

  it('is one person’s only', async () => {
    await here.hear([happened('hers', asha, nine), happened('his', ravi, nine)])
    assert.deepEqual(await types(ravi), ['his'])
  })

  it('says what caused a fact, and how long it took', async () => {
    const asking = happened('asked', asha, nine)
    const answer = happened('answered', asha, minutes(2), {}, { cause: asking.id })
    await here.hear([asking, answer])
    const [, told] = (await pathOf(asha)).entries
    assert.deepEqual([told?.cause, told?.tookMs], [asking.id, 120_000])
  })

  it('shows it as it was known at any moment', async () => {
    await here.hear([happened('one', asha, nine), happened('two', asha, minutes(10))])
    assert.deepEqual(await types(asha, { knownAt: minutes(9) }), ['one'])
    assert.deepEqual(await types(asha, { knownAt: minutes(10) }), ['one', 'two'])
  })

  it('comes a page at a time', async () => {
    await here.hear(Array.from({ length: 420 }, (_, i) => happened(`n${i}`, asha, nine)))
    const first = await pathOf(asha)
    const second = await pathOf(asha, { cursor: first.cursor })
    const all = [...first.entries, ...second.entries].map(({ type }) => type)
    assert.deepEqual(
      all,
      Array.from({ length: 420 }, (_, i) => `x.n${i}`),
    )
    assert.equal(second.cursor, undefined)
  })

  it('comes from its end as well, of one thing alone', async () => {
    const loan = (n: number) => ({ loanId: `loan_${n % 2}-${serial}` })
    await here.hear(Array.from({ length: 420 }, (_, i) => happened(`n${i}`, asha, nine, loan(i))))
    const last = await pathOf(asha, { newest: true })
    const earlier = await pathOf(asha, { newest: true, cursor: last.cursor })
    const all = [...last.entries, ...earlier.entries].map(({ type }) => type)
    assert.deepEqual(
      all,
      Array.from({ length: 420 }, (_, i) => `x.n${419 - i}`),
    )
    const odd = await types(asha, { newest: true, about: `loan_1-${serial}` })
    assert.deepEqual(
      odd,
      Array.from({ length: 210 }, (_, i) => `n${419 - 2 * i}`),
    )
  })

  it('shows nothing sealed', async () => {
    await here.hear([happened('sent', asha, nine, { codeSealed: 'v1.abc' })])
    assert.deepEqual((await pathOf(asha)).entries[0]?.data, { codeSealed: '••••' })
  })
})

describe('What was told before one knew whose it was', () => {
  it('belongs to whoever signed in on that phone next', async () => {
    await here.hear([happened('arrived', phone, nine), linked(asha, minutes(5))])
    await here.hear([happened('again', phone, minutes(6)), linked(ravi, minutes(9))])
    await here.hear([happened('after', phone, minutes(12))])
    assert.deepEqual(await types(asha), ['arrived', 'install-linked'])
    assert.deepEqual(await types(ravi), ['again', 'install-linked', 'after'])
  })

  it('was nobody’s, as known at a moment before that', async () => {
    await here.hear([happened('arrived', phone, nine), linked(asha, minutes(5))])
    assert.deepEqual(await types(asha, { knownAt: minutes(4) }), [])
  })

  it('is one path when two records are one person, from either', async () => {
    await here.hear([happened('old', asha, nine), happened('new', ravi, minutes(1))])
    await here.hear([merged(ravi, asha, minutes(2))])
    assert.deepEqual(await types(asha), ['old', 'new', 'person-merged'])
    assert.deepEqual(await types(ravi), await types(asha))
    assert.deepEqual(await types(asha, { knownAt: minutes(1) }), ['old'])
  })
})

describe('A trail whose first days the log has dropped', () => {
  it('goes on from there, says so, and a replay does not bring the rest back', async () => {
    const [old, young] = [
      happened('old', asha, instant('2020-01-01T12:00:00.000Z')),
      happened('young', asha, instant('2020-01-02T00:00:00.000Z')),
    ]
    await here.hear([old, young])
    assert.deepEqual(await types(asha), ['old', 'young'])
    const of = { on: date('2026-01-01'), compacted: 0, chilled: 0, customers: 0 }
    const round = async (warmSince?: string) => {
      const ended = RoundEnded({ ...of, ...(warmSince && { warmSince: date(warmSince) }) })
      await here.tell('rest-lines', fact(ended, 'sys_archive', nine))
    }
    await round()
    assert.deepEqual(await types(asha), ['old', 'young'])
    await round('2020-01-02')
    await round('2019-12-01')
    await here.hear([old, young], 'trail')
    assert.deepEqual(await types(asha), ['young'])
    const told = await here.ask<Path>('monitor.trail', { customerId: asha }, staff)
    assert.equal(told.warmSince, '2020-01-02T00:00:00.000Z')
  })
})

describe('Who was seen by another module’s door', () => {
  const note = (customerIds: string[], more: object = {}) =>
    here.ask<{ noted: number }>(
      'monitor.note-seen',
      { by: 'stf_1', roles: ['ops'], what: 'identity.person', customerIds, ...more },
      { kind: 'module', id: 'monitor' },
    )
  const seen = async () => (await here.told()).filter(({ type }) => type === 'monitor.people-seen')

  it('is told once for all of them, and of each once for each purpose', async () => {
    const before = (await seen()).length
    assert.deepEqual(await note([asha, ravi, asha]), { noted: 2 })
    assert.deepEqual(await note([asha, ravi]), { noted: 0 })
    assert.deepEqual(await note([asha], { seenFor: 'complaint' }), { noted: 1 })
    assert.deepEqual(await note([asha], { seenFor: 'curiosity' }), { noted: 0 })
    const at = { by: 'stf_1', what: 'identity.person' }
    assert.deepEqual(
      (await seen()).slice(before).map(({ data }) => data),
      [
        { ...at, purpose: 'servicing', stated: false, customerIds: [asha, ravi] },
        { ...at, purpose: 'complaint', stated: true, customerIds: [asha] },
      ],
    )
  })

  it('is found again by the person who was seen, beside those who opened their trail', async () => {
    await here.hear([happened('one', asha, nine)])
    await note([asha, ravi])
    await pathOf(asha)
    await here.hear((await here.told()).filter(({ type }) => type.startsWith('monitor.')))
    type Views = OutputOf<typeof viewsOf>
    const { views } = await here.ask<Views>('monitor.views-of', { customerId: asha }, staff)
    assert.deepEqual(views.map(({ by, what, purpose }) => [by, what, purpose]).toSorted(), [
      ['stf_1', 'identity.person', 'servicing'],
      ['stf_1', 'trail', 'servicing'],
    ])
    const his = await here.ask<Views>('monitor.views-of', { customerId: ravi }, staff)
    assert.equal(his.views.length, 1)
  })
})
