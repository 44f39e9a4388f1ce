/** Two at once, each with a key of its own: the house itself decides who was first. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { plain, type Answer } from './knock.ts'
import { askedIn, newcomer } from './newcomer.ts'
import type { Rig } from './rig.ts'

export function letsOneThrough(rigOf: () => Rig): void {
  it('makes one application of two begun at once', async () => {
    const { token, customerId } = await newcomer(rigOf())
    const begin = () =>
      rigOf().knock({
        ...{ path: '/v1/lending/start-application', token, body: { product: 'personal' } },
      })
    const answers = await Promise.all([begin(), begin(), begin()])
    assert.deepEqual(statuses(answers), [200, 200, 200])
    assert.equal(new Set(answers.map(({ json }) => json['applicationId'])).size, 1)
    const [row] = await rigOf().house.db.owner<{ n: number }[]>`
      select count(*)::int as n from lending.lead where customer_id = ${customerId}`
    assert.equal(row!.n, 1)
  })

  it('accepts a KFS once', async () => {
    const { token, customerId, applicationId } = rigOf().at('kfs')[0]!
    const [row] = await rigOf().house.db.owner<{ hash: string }[]>`
      select context -> 'kfs' ->> 'hash' as hash from lending.application
       where id = ${applicationId}`
    const body = { hash: row!.hash, understood: true }
    const accept = () => rigOf().knock({ path: '/v1/lending/accept-kfs', token, body })
    const answers = await Promise.all([accept(), accept(), accept()])
    assert.deepEqual(statuses(answers), [200, 409, 409])
    assert.equal(await told(rigOf(), customerId, 'lending.kfs-accepted'), 1)
  })

  it('opens one session for a code that is entered twice', async () => {
    const body = await askedIn(rigOf())
    const enter = () => rigOf().knock({ path: '/v1/gateway/sign-in', body })
    const answers = await Promise.all([enter(), enter(), enter()])
    assert.deepEqual(statuses(answers), [200, 409, 409])
    const customerId = answers.find(({ status }) => status === 200)!.json['customerId'] as string
    const [row] = await rigOf().house.db.owner<{ n: number }[]>`
      select count(*)::int as n from gateway.session where holder = ${customerId}`
    assert.equal(row!.n, 1)
  })

  it('asks the provider for one link for each payment begun', async () => {
    const { token, customerId } = rigOf().at('active')[1]!
    const [loan] = await rigOf().house.db.owner<{ id: string }[]>`
      select id from lending.loan where customer_id = ${customerId}`
    const body = { loanId: loan!.id, amount: 12_345_00 }
    const pay = () => rigOf().knock({ path: '/v1/payments/pay-now', token, body })
    const answers = await Promise.all([pay(), pay()])
    assert.deepEqual(statuses(answers), [200, 200])
    const links = new Set(answers.map(({ json }) => json['linkId'] as string))
    assert.equal(await told(rigOf(), customerId, 'payments.pay-link-made', 12_345_00), links.size)
  })
}

export function asksASecondPerson(rigOf: () => Rig): void {
  const policy = (n: number) => ({
    ...{ version: `door-test-${n}`, product: 'personal', effectiveFrom: '2026-03-01', graph: {} },
  })
  const proposed = async (n: number) => {
    const body = n === 0 ? rule() : policy(n)
    const path = n === 0 ? '/v1/rules/publish-rule' : '/v1/decision/publish-policy'
    const { status, json } = await rigOf().knock({ path, body, token: tokenOf('risk') })
    assert.equal(status, 202)
    return json['proposalId'] as string
  }
  const tokenOf = (role: string) => rigOf().staff[role]!.token
  const decide = (outcome: string, proposalId: string, by: string, key?: string) =>
    rigOf().knock({
      ...{ path: `/v1/platform/${outcome}`, body: { proposalId }, token: tokenOf(by) },
      ...(key !== undefined && { key }),
    })

  it('refuses one’s own proposal, and those who may not decide it', async () => {
    const proposalId = await proposed(1)
    const own = await decide('approve', proposalId, 'risk')
    assert.deepEqual([own.status, own.json['code']], [403, 'own-proposal'])
    assert.equal((await decide('approve', proposalId, 'support')).status, 404)
    const customer = rigOf().at('active')[0]!.token
    const path = '/v1/platform/approve'
    const theirs = await rigOf().knock({ path, body: { proposalId }, token: customer })
    assert.equal(theirs.status, 403)
    assert.equal((await rigOf().knock({ path, body: { proposalId } })).status, 401)
  })

  it('runs an approved one once, of two who approve at once', async () => {
    const proposalId = await proposed(0)
    const answers = await Promise.all([
      decide('approve', proposalId, 'second'),
      decide('approve', proposalId, 'third'),
    ])
    assert.deepEqual(statuses(answers), [200, 409])
    assert.equal(answers.find(({ status }) => status === 409)!.json['code'], 'proposal-closed')
    const [row] = await rigOf().house.db.owner<{ n: number }[]>`
      select count(*)::int as n from rules.rule where instrument = ${rule().instrument}`
    assert.equal(row!.n, 1)
  })

  it('tells whoever approved the same again when they ask under the same key', async () => {
    const proposalId = await proposed(2)
    const key = `door-test-approve-${process.pid}`
    const first = await decide('approve', proposalId, 'second', key)
    const again = await decide('approve', proposalId, 'second', key)
    assert.equal(plain(again), plain(first))
    assert.notEqual(first.json['code'], 'proposal-closed')
  })
}

/** A rule nobody reads, from a day to come. */
const rule = () => ({
  ...{ code: 'door.test', effectiveFrom: '2027-01-01', says: 'a rule for a test of the doors' },
  ...{ value: {}, instrument: 'A door test', para: '1', cites: 'none', level: 'K' },
  verifiedBy: 'a door test',
})

const statuses = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).toSorted()

/** How many facts of a type are in the log about the customer. */
async function told(rig: Rig, key: string, type: string, amount?: number): Promise<number> {
  await rig.settle()
  const rows = await rig.house.db.owner<{ data: string }[]>`
    select data from platform.log_seg where data like ${`%${type}%`}`
  type Told = { type: string; key: string; data: { amount?: number } }
  return rows
    .flatMap(({ data }) => JSON.parse(data) as Told[])
    .filter((fact) => fact.type === type && fact.key === key)
    .filter(({ data }) => amount === undefined || data.amount === amount).length
}
