import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { InputOf, OutputOf } from '#kernel/contract'
import { date, instant, type Instant } from '#kernel/dates'
import { ApplicationMoved, type applicationsLike } from '#modules/lending'
import { PersonViewed, type find } from '../contract.ts'
import { fact, minutes, nine, scene, type Scene } from '../scene.fixture.ts'

type Hits = OutputOf<typeof find>
type Like = InputOf<typeof applicationsLike>
const staff = { kind: 'staff', id: 'stf_1', roles: ['ops'] } as const
const plain = { retries: false, human: false, final: false, aside: false, acts: false }
const charts = [
  {
    ...{ journey: 'lending.application', title: 'Application' },
    steps: [{ ...plain, step: 'referred', title: 'With credit', actor: 'staff' as const }],
  },
]
let here: Scene
let asked: unknown[] = []
let likes: Like[] = []
let serial = 0
let asha = ''

/** One application of hers, as lending would tell of it. */
const hers = () => ({
  ...{ id: `app_0123456${serial}`, customerId: asha, journey: 'lending.application' },
  ...{
    product: 'personal',
    state: 'referred',
    since: nine,
    path: `/lending/application/${serial}`,
  },
  ...{ partner: 'fintree', reference: `FT-10${serial}`, owner: 'stf_1' },
})

before(async () => {
  here = await scene({
    charts,
    answers: {
      'identity.names-of': ({ customerIds }: { customerIds: string[] }) => ({
        people: customerIds.map((customerId) => ({ customerId, name: 'Asha Rao' })),
      }),
      'identity.find-person': (by: object) => {
        asked.push(by)
        return { customerIds: [asha] }
      },
      'identity.people-at-pin': ({ pinCode }: { pinCode: string }) => ({
        ...{ customerIds: pinCode === '560034' ? [asha] : [], more: false },
      }),
      'lending.applications-like': (by: Like) => {
        likes.push(by)
        const isHers = by.customerIds ? by.customerIds.includes(asha as never) : true
        const isSo = by.reference === undefined || by.reference === `FT-10${serial}`
        return { applications: isHers && isSo ? [hers()] : [], more: false }
      },
      'rules.rule-versions': () => ({
        versions: [{ effectiveFrom: date('2025-01-01'), value: { referred: 2 } }],
      }),
      'lending.find-loan': ({ text }: { text: string }) => ({
        hits: text.includes('-26-')
          ? [
              {
                ...{ customerId: asha, id: 'loan_1', what: 'Loan', state: 'active' },
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
  ;[asked, likes, asha] = [[], [], `cus_asha-${serial}`]
})
after(() => here?.drop())

const happened = (type: string, key: string, at: Instant, data: object = {}) =>
  fact({ type: `x.${type}`, v: 1, data }, key, at)
const referred = () =>
  fact(
    ApplicationMoved({
      ...{ id: hers().id, from: 'deciding', to: 'referred', trigger: 'referred', ms: 0 },
      machineVersion: '1',
    }),
    asha,
    nine,
  )

describe('Find', () => {
  const search = async (text: string) =>
    (await here.ask<Hits>('monitor.find', { text }, staff)).hits.map(({ what, path }) => [
      what,
      path,
    ])

  it('asks identity for a phone, PAN, name or e-mail, in the form identity knows', async () => {
    await here.hear([happened('one', asha, nine)])
    assert.deepEqual(await search('+91 98765 43210'), [['Phone', `/trail/${asha}`]])
    assert.deepEqual(await search('abcpe1234f'), [['PAN', `/trail/${asha}`]])
    assert.deepEqual(await search(' Asha Rao'), [['Name', `/trail/${asha}`]])
    assert.deepEqual(await search('asha@example.in'), [['E-mail', `/trail/${asha}`]])
    const wanted = [
      ...[{ phone: '9876543210' }, { pan: 'ABCPE1234F' }, { name: 'Asha Rao' }],
      { email: 'asha@example.in' },
    ]
    assert.deepEqual(asked, wanted)
  })

  it('finds a person by what facts call their things', async () => {
    const installId = `ins_0123456${serial}`
    const data = { umrn: `UMRN000${serial}`, mandateId: `man_0123456${serial}`, installId }
    await here.hear([happened('registered', asha, nine, data)])
    assert.deepEqual(await search(`umrn000${serial}`), [['UMRN', `/trail/${asha}`]])
    assert.deepEqual(await search(`man_0123456${serial}`), [['Mandate', `/trail/${asha}`]])
    assert.deepEqual(await search(installId), [['Device', `/trail/${asha}`]])
  })

  it('opens what a partner sent by the partner’s own number', async () => {
    await here.hear([happened('one', asha, nine)])
    const path = `/lending/application/${serial}`
    assert.deepEqual(await search(`FT-20${serial}`), [])
    assert.deepEqual(await search(`FT-10${serial}`), [['Partner’s number', path]])
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

describe('Find by where they stand', () => {
  const among = (by: object) => here.ask<Hits>('monitor.find', by, staff)

  it('says whose it is, by whom it came, and that its stage is late', async () => {
    await here.hear([referred()], 'river')
    await here.hear([happened('one', asha, nine)])
    const { hits } = await among({ states: ['referred'], partner: 'fintree' })
    const [hit] = hits
    assert.deepEqual(hit?.application, {
      ...{ id: hers().id, product: 'personal', partner: 'fintree' },
      ...{ reference: `FT-10${serial}`, owner: 'stf_1' },
    })
    const { dueAt, overdue, next } = hit?.standing ?? {}
    assert.deepEqual([dueAt, next], [instant('2026-01-01T05:30:00.000Z'), 'staff'])
    assert.equal(typeof overdue, 'boolean')
    assert.deepEqual(likes[0], {
      ...{ states: ['referred'], partner: 'fintree', max: 50 },
    })
  })

  it('asks lending for those not ended: the late, of a PIN, of an owner, of nobody', async () => {
    const asking = async (by: object) => {
      likes = []
      await among(by)
      return likes[0]
    }
    assert.deepEqual(await asking({ owner: 'stf_2' }), { owner: 'stf_2', isOpen: true, max: 50 })
    assert.deepEqual(await asking({ ownerless: true }), { ownerless: true, isOpen: true, max: 50 })
    const at = { customerIds: [asha], isOpen: true, max: 50 }
    assert.deepEqual(await asking({ pinCode: '560034' }), at)
    assert.deepEqual((await asking({ pinCode: '110001' }))?.customerIds, [])
    const late = await asking({ overdue: true })
    assert.deepEqual(
      late?.stood?.map(({ journey, state }) => [journey, state]),
      [['lending.application', 'referred']],
    )
    assert.ok((await asking({ stoodDays: 2 }))?.stoodSince)
  })

  it('narrows what an identifier found', async () => {
    await here.hear([happened('one', asha, nine)])
    const { hits } = await among({ text: '9876543210', product: 'personal' })
    assert.deepEqual(
      hits.map(({ what, path }) => [what, path]),
      [['Application', `/lending/application/${serial}`]],
    )
    assert.deepEqual(likes[0], { product: 'personal', customerIds: [asha], max: 50 })
    const elsewhere = await among({ text: '9876543210', pinCode: '110001' })
    assert.deepEqual(elsewhere.hits, [])
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
