/** The same act three times at once, each with a key of its own: what stands afterwards is one. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { enrolStaff } from '#modules/identity'
import { codeAt } from '../../modules/identity/engines/totp.ts'
import { newcomer, type Newcomer } from './newcomer.ts'
import type { Rig } from './rig.ts'

type Double = {
  readonly what: string
  readonly path: string
  readonly body: object
  /** Statuses of three at once, in order of size. */
  readonly statuses: readonly number[]
  /** By a role of the staff; by a newcomer when left out. */
  readonly by?: string
  /** What counts those that stand, of that newcomer where it is theirs. */
  readonly standing: (rig: Rig, customerId: string) => Promise<{ n: number }[]>
}

const once = [200, 409, 409]
const PURPOSE = 'marketing-sms'

const DOUBLES: readonly Double[] = [
  {
    what: 'an account is kept',
    path: '/v1/identity/keep-account',
    body: { accountNumber: '123456789012', ifsc: 'HDFC0001234' },
    statuses: [200, 200, 200],
    standing: ({ house: { db } }, id) => db.owner`
      select count(*)::int as n from identity.account where customer_id = ${id}`,
  },
  {
    what: 'a holiday is declared',
    ...{ path: '/v1/rules/add-holiday', by: 'ops', statuses: once },
    body: { calendar: 'india-bank', on: '2027-06-09', name: 'Door day' },
    standing: ({ house: { db } }) => db.owner`
      select count(*)::int as n from rules.holiday where name = 'Door day'`,
  },
  {
    what: 'a login is made',
    ...{ path: '/v1/identity/enrol-staff', by: 'admin', statuses: once },
    body: { login: 'door-twin', password: 'a lane of tall plane trees', roles: ['ops'] },
    standing: ({ house: { db } }) => db.owner`
      select count(*)::int as n from identity.staff where login = 'door-twin'`,
  },
  {
    what: 'an application is withdrawn',
    ...{ path: '/v1/lending/withdraw-application', body: {}, statuses: once },
    standing: ({ house: { db } }, id) => db.owner`
      select count(*)::int as n from lending.application
       where customer_id = ${id} and state = 'withdrawn'`,
  },
]

export function standsOnce(rigOf: () => Rig): void {
  for (const { what, path, body, by, statuses, standing } of DOUBLES) {
    it(`once, when ${what} three times at once`, async () => {
      const rig = rigOf()
      const { token, customerId } = await applicant(rig)
      const as = by === undefined ? token : rig.staff[by]!.token
      const ask = () => rig.knock({ path, body, token: as })
      const answers = await Promise.all([ask(), ask(), ask()])
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), statuses)
      const [row] = await standing(rig, customerId)
      assert.equal(row!.n, 1)
    })
  }

  it('once, when a consent is given, and withdrawn, three times at once', async () => {
    const rig = rigOf()
    const { token, customerId } = await applicant(rig)
    const notice = await rig.knock({ method: 'GET', path: '/v1/identity/notice-of?q={}' })
    const { noticeId, version: noticeVersion, language } = notice.json
    const body = { purposes: [PURPOSE, PURPOSE], noticeId, noticeVersion, language }
    const give = () => rig.knock({ path: '/v1/identity/give-consents', token, body })
    await Promise.all([give(), give(), give()])
    const live = async () => {
      const [row] = await rig.house.db.owner<{ n: number }[]>`
        select count(*)::int as n from identity.consent
         where customer_id = ${customerId} and withdrawn_at is null`
      return row!.n
    }
    assert.equal(await live(), 1)
    const path = '/v1/identity/withdraw-consent'
    const withdraw = () => rig.knock({ path, token, body: { purpose: PURPOSE } })
    const answers = await Promise.all([withdraw(), withdraw(), withdraw()])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), once)
    assert.equal(await live(), 0)
  })

  it('once, when one code of the second factor is entered three times at once', async () => {
    const rig = rigOf()
    const [login, password] = ['door-late', 'a quiet lane of plane trees']
    const input = { login, password, roles: ['ops' as const] }
    const made = await rig.house.doors.call(enrolStaff, input, { kind: 'module', id: 'identity' })
    assert.ok('totpSecret' in made)
    const body = { login, password, totp: codeAt(made.totpSecret, Date.now()) }
    const enter = () => rig.knock({ path: '/v1/gateway/sign-in-staff', body })
    const answers = await Promise.all([enter(), enter(), enter()])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), once)
  })

  it('lets nobody ask without end: 429, with how long to wait', async () => {
    const { token } = await newcomer(rigOf())
    const path = '/v1/lending/withdraw-application'
    const ask = () => rigOf().knock({ path, token, body: {} })
    const answers = await Promise.all(Array.from({ length: 260 }, ask))
    const [late] = answers.filter(({ status }) => status === 429)
    assert.ok(late, 'all of 260 in a minute were answered')
    assert.equal(late.json['code'], 'rate-limited')
    assert.ok(Number(late.headers['retry-after']) >= 1)
  })
}

/** A newcomer with an application begun. */
async function applicant(rig: Rig): Promise<Newcomer> {
  const who = await newcomer(rig)
  const path = '/v1/lending/start-application'
  const body = { product: 'personal' }
  const { status } = await rig.knock({ path, token: who.token, body })
  assert.equal(status, 200)
  return who
}
