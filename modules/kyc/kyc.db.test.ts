import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { addMonths, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { PersonMerged } from '#modules/identity'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

/** One household: who they are, what they consented to, and the accounts they named. */
const person = { name: 'Asha Sharma', consents: new Set<string>() }
const accounts = new Map<string, { personId: string; number: string }>()
const digest = (number: string) => number.padStart(64, '0')

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    sandbox: true,
    answers: {
      'identity.consent-live': ({ purpose }: { purpose: string }) => ({
        live: person.consents.has(purpose),
      }),
      'rules.rule-at': () => ({ rule: { value: { highYears: 2, lowYears: 10 } } }),
      'identity.profile-of': () => ({
        ...{ name: person.name, birthDate: '1990-01-01', pan: 'ABCPS1234K' },
      }),
      'identity.account-of': ({ accountId }: { accountId: string }) => ({
        ...{ accountNumber: accounts.get(accountId)?.number, ifsc: 'HDFC0000123' },
      }),
      'identity.account-owner': ({ accountId }: { accountId: string }) => {
        const { personId, number } = accounts.get(accountId)!
        return { customerId: personId, personId, accountHash: digest(number) }
      },
    },
  })
})
after(() => lone.drop())
beforeEach(() => {
  person.consents = new Set(['kyc-check', 'account-check'])
})

let n = 100
const asha = id('cus', 'asha')
const ravi = id('cus', 'ravi')
const applicationId = id('app', '1')
const staff = (name: string): Actor => ({ kind: 'staff', id: `stf_${name}`, roles: ['ops'] })
const numberNew = () => `50100000${++n}`
function named(personId: string, number: string): Id<'acc'> {
  const accountId = id('acc', String(++n))
  accounts.set(accountId, { personId, number })
  return accountId
}
type Row = { outcome: string; reason: string | null; settledBy: string | null }
async function rowOf(checkId: string): Promise<Row> {
  const [row] = await lone.db.owner<Row[]>`
    select outcome, reason, settled_by as "settledBy" from kyc."check" where id = ${checkId}`
  return row!
}
/** Asks, and waits for what the outside world says. */
async function asked(command: string, input: object): Promise<Row & { checkId: string }> {
  const { checkId } = (await lone.ask(command, { applicationId, ...input })) as { checkId: string }
  await lone.settle()
  return { checkId, ...(await rowOf(checkId)) }
}
const verified = (customerId: string, number: string) =>
  asked('kyc.verify-account', { customerId, accountId: named(customerId, number) })
const fix = (subject: string, traits: object) =>
  lone.outside.post('/traits', { subject, ...traits })

describe('Without a consent nobody outside is asked', () => {
  it('about a PAN', async () => {
    person.consents.delete('kyc-check')
    const { outcome, reason } = await asked('kyc.check-pan', { customerId: asha })
    assert.deepEqual([outcome, reason], ['failed', 'no-consent'])
    assert.ok(!lone.told.some((fact) => fact.topic === 'effects'))
  })
  it('about an account', async () => {
    person.consents.delete('account-check')
    const { outcome, reason } = await verified(asha, numberNew())
    assert.deepEqual([outcome, reason], ['failed', 'no-consent'])
    const about = lone.last<{ reason: string; accountId: string }>('kyc.account-refused')
    assert.equal(about?.reason, 'no-consent')
  })
  it('but for the lists of sanctions, which the law asks us to read', async () => {
    person.consents.clear()
    const { outcome } = await asked('kyc.screen-sanctions', { customerId: asha })
    assert.equal(outcome, 'passed')
  })
})

describe('With it', () => {
  it('each check is one row, and asking again is another', async () => {
    const first = await asked('kyc.check-pan', { customerId: asha })
    const again = await asked('kyc.check-pan', { customerId: asha })
    assert.deepEqual([first.outcome, again.outcome], ['passed', 'passed'])
    assert.notEqual(first.checkId, again.checkId)
  })
})

describe('An account has one holder (SPEC §5.4)', () => {
  it('who may use it again, and nobody else', async () => {
    const number = numberNew()
    assert.equal((await verified(asha, number)).outcome, 'passed')
    assert.equal((await verified(asha, number)).outcome, 'passed')
    const { outcome, reason } = await verified(ravi, number)
    assert.deepEqual([outcome, reason], ['failed', 'in-use'])
    const drops = lone.told.filter((fact) => fact.topic === 'effects' && fact.key === ravi)
    assert.deepEqual(drops, [])
  })
  it('not whoever only claimed it: the next may have it', async () => {
    const number = numberNew()
    await fix(number, { nameAtBank: 'SURESH MENON' })
    assert.equal((await verified(asha, number)).reason, 'name-differs')
    await fix(number, { nameAtBank: 'ASHA SHARMA' })
    assert.equal((await verified(ravi, number)).outcome, 'passed')
  })
  it('of two who ask at once, the first', async () => {
    const number = numberNew()
    const ask = (customerId: string) =>
      lone.ask('kyc.verify-account', {
        ...{ customerId, applicationId, accountId: named(customerId, number) },
      })
    const checks = await Promise.all([ask(asha), ask(ravi)])
    await lone.settle()
    const rows = await Promise.all(
      checks.map((check) => rowOf((check as { checkId: string }).checkId)),
    )
    assert.deepEqual(rows.map((row) => row.outcome).toSorted(), ['failed', 'passed'])
  })
  it('and keeps it when a later check of theirs fails', async () => {
    const number = numberNew()
    await verified(asha, number)
    await fix(number, { pennyDrop: 'failed' })
    assert.equal((await verified(asha, number)).reason, 'no-such-account')
    assert.equal((await verified(ravi, number)).reason, 'in-use')
  })
  it('also when two records turn out to be one person', async () => {
    const number = numberNew()
    const younger = id('cus', 'younger')
    assert.equal((await verified(younger, number)).outcome, 'passed')
    await lone.hear(PersonMerged({ customerId: younger, into: asha }), younger)
    assert.equal((await verified(asha, number)).outcome, 'passed')
    assert.equal((await verified(ravi, number)).reason, 'in-use')
  })
})

describe('A doubtful account', () => {
  const doubtful = async (): Promise<string> => {
    const number = numberNew()
    await fix(number, { nameAtBank: 'ASHA' })
    const { checkId, outcome } = await verified(asha, number)
    assert.equal(outcome, 'review')
    return checkId
  }
  const settle = (checkId: string, outcome: string, by: string) =>
    lone.ask('kyc.settle-account', { checkId, outcome, reason: `Seen by ${by}` }, staff(by))
  const answers = (checkId: string) =>
    lone.told
      .filter((fact) => (fact.data as { checkId?: string }).checkId === checkId)
      .map((fact) => fact.type)

  it('is settled once, though two of the staff do so at once', async () => {
    const checkId = await doubtful()
    const said = await Promise.all(
      ['meera', 'arjun'].map((by) => settle(checkId, 'passed', by).catch((fault) => fault)),
    )
    await lone.settle()
    const done = said.filter((answer) => (answer as { checkId?: string }).checkId === checkId)
    assert.equal(done.length, 1)
    assert.deepEqual(answers(checkId), ['kyc.account-doubtful', 'kyc.account-verified'])
    assert.deepEqual(await settle(checkId, 'failed', 'meera'), { refused: 'not-in-review' })
  })
  it('keeps who settled it, and why in their own words', async () => {
    const checkId = await doubtful()
    await settle(checkId, 'failed', 'meera')
    await lone.settle()
    assert.deepEqual(await rowOf(checkId), {
      ...{ outcome: 'failed', reason: 'Seen by meera', settledBy: 'stf_meera' },
    })
    assert.equal(lone.last<{ reason: string }>('kyc.account-refused')?.reason, 'name-differs')
  })
  it('that is unknown, or not in review, is not settled', async () => {
    assert.deepEqual(await settle('chk_none', 'passed', 'meera'), { refused: 'not-in-review' })
    const { checkId } = await asked('kyc.check-pan', { customerId: asha })
    assert.deepEqual(await settle(checkId, 'passed', 'meera'), { refused: 'not-in-review' })
  })
})

describe('A person’s KYC as the staff see it', () => {
  it('is done when the PAN was verified, and renewed by the risk they were given', async () => {
    const customerId = id('cus', 'status')
    const status = () => lone.ask('kyc.status-of', { customerId }, staff('meera'))
    assert.deepEqual(await status(), { state: 'unverified', risk: 'unrated' })
    assert.equal((await asked('kyc.check-pan', { customerId })).outcome, 'passed')
    type Status = { state: string; verifiedOn: LocalDate; renewBy: string; risk: string }
    const { verifiedOn, ...done } = (await status()) as Status
    assert.deepEqual(done, {
      ...{ state: 'verified', risk: 'unrated' },
      renewBy: addMonths(verifiedOn, 24),
    })
    const risk = { customerId, risk: 'low', reason: 'salaried, one lender' }
    await lone.ask('kyc.rate-risk', risk, { kind: 'staff', id: 'stf_ravi', roles: ['risk'] })
    const rated = (await status()) as Status
    assert.deepEqual([rated.risk, rated.renewBy], ['low', addMonths(verifiedOn, 120)])
    await lone.settle()
    const told = lone.told.findLast(({ type }) => type === 'kyc.risk-rated')
    assert.deepEqual(told?.data, { risk: 'low', reason: 'salaried, one lender' })
  })
})
