import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { date, instant, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { RoundEnded } from '#modules/archive'
import { InstallLinked, PersonMerged } from '#modules/identity'
import { fact, minutes, nine, scene, type Scene } from '../scene.fixture.ts'
import { PersonViewed, type find, type trail } from '../contract.ts'

type Path = OutputOf<typeof trail>
type Hits = OutputOf<typeof find>
const staff = { kind: 'staff', id: 'stf_1', roles: ['ops'] } as const
let here: Scene
let asked: unknown[] = []
let serial = 0
let [asha, ravi, phone] = ['', '', '']

before(async () => {
  here = await scene({
    answers: {
      'identity.names-of': ({ customerIds }: { customerIds: string[] }) => ({
        people: customerIds.map((customerId) => ({ customerId, name: 'Asha Rao' })),
      }),
      'identity.find-person': (by: object) => {
        asked.push(by)
        return { customerIds: [asha] }
      },
      'lending.find-loan': ({ text }: { text: string }) => ({
        hits: text.includes('-26-')
          ? [
              {
                customerId: asha,
                id: 'loan_1',
                what: 'Loan',
                state: 'active',
                path: '/lending/loan/1',
              },
            ]
          : [],
      }),
    },
  })
  here.clock.jump(minutes(60))
})
beforeEach(() => {
  serial += 1
  asked = []
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

describe('Find', () => {
  const search = async (text: string) =>
    (await here.ask<Hits>('monitor.find', { text }, staff)).hits.map(({ what, path }) => [
      what,
      path,
    ])

  it('asks identity for a phone, a PAN or a name, in the form identity knows', async () => {
    await here.hear([happened('one', asha, nine)])
    assert.deepEqual(await search('+91 98765 43210'), [['Phone', `/trail/${asha}`]])
    assert.deepEqual(await search('abcpe1234f'), [['PAN', `/trail/${asha}`]])
    assert.deepEqual(await search(' Asha Rao'), [['Name', `/trail/${asha}`]])
    const wanted = [{ phone: '9876543210' }, { pan: 'ABCPE1234F' }, { name: 'Asha Rao' }]
    assert.deepEqual(asked, wanted)
  })

  it('finds a person by what facts call their things', async () => {
    const data = { umrn: `UMRN000${serial}`, mandateId: `man_0123456${serial}` }
    await here.hear([happened('registered', asha, nine, data)])
    assert.deepEqual(await search(`umrn000${serial}`), [['UMRN', `/trail/${asha}`]])
    assert.deepEqual(await search(`man_0123456${serial}`), [['Mandate', `/trail/${asha}`]])
  })

  it('opens a loan on its own page', async () => {
    await here.hear([happened('one', asha, nine)])
    assert.deepEqual(await search('01-26-0000001-7'), [['Loan', '/lending/loan/1']])
  })

  it('finds nothing by nonsense, and nobody whom no fact is about', async () => {
    for (const text of ['%', "' or 1=1 --", asha]) assert.deepEqual(await search(text), [])
    assert.deepEqual(asked, [])
  })

  it('never brings a plain value near SQL', async () => {
    const utr = `9${serial}24704856615`
    await here.hear([happened('paid', asha, nine, { utr })])
    const rows = await here.db.owner<{ mark: string }[]>`select mark from monitor.handle`
    assert.ok(rows.every(({ mark }) => /^[0-9a-f]{64}$/.test(mark)))
    const heard = await statementsOf(async () => {
      for (const text of [utr, '9876543210', 'ABCPE1234F', 'Asha Rao']) {
        await here.ask('monitor.find', { text }, staff)
      }
    })
    assert.ok(heard.length > 0)
    for (const text of [utr, '9876543210', 'ABCPE1234F', 'Asha Rao']) {
      assert.ok(!heard.some((parameters) => parameters.includes(text)), text)
    }
  })

  it('tells on record who saw whom, and for what, once for each purpose', async () => {
    await here.hear([happened('one', asha, nine)])
    const seen = { customerId: asha, by: 'stf_1', what: 'find' }
    const look = async (seenFor?: string) =>
      (await here.ask<Hits>('monitor.find', { text: '9876543210', seenFor }, staff)).seenFor
    assert.deepEqual([await look(), await look()], ['servicing', 'servicing'])
    assert.deepEqual([await look('complaint'), await look('complaint')], ['complaint', 'complaint'])
    const views = (await here.told()).filter((one) => one.key === asha)
    assert.deepEqual(
      views.map((one) => [one.type, one.data]),
      [
        [PersonViewed.type, { ...seen, purpose: 'servicing', stated: false }],
        [PersonViewed.type, { ...seen, purpose: 'complaint', stated: true }],
      ],
    )
  })
})

/** The parameters of every statement monitor sends while the work runs, as one text each. */
async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const heard: string[] = []
  const { transact } = here.db
  const listening = here.db as { transact: unknown }
  listening.transact = (module: string, how: object, within: (open: never) => Promise<unknown>) =>
    transact(module, how, (open) => {
      const sql = new Proxy(open.sql as never as (...args: unknown[]) => unknown, {
        apply: (target, self, args) => {
          heard.push(JSON.stringify(args))
          return Reflect.apply(target, self, args)
        },
      })
      const tx = (who: never) => Object.create(open.tx(who), { sql: { value: sql } })
      return within({ ...open, sql, tx } as never)
    })
  try {
    await work()
  } finally {
    listening.transact = transact
  }
  return heard
}
