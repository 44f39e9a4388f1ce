import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { id } from '#kernel/ids'
import { judgeAccount, judgePan, judgeScreen } from './check.ts'

const asked = { checkId: id('chk', '1'), applicationId: id('app', '1') }
const account = { ...asked, accountId: id('acc', '1') }
const pan = (answer: Parameters<typeof judgePan>[2]) =>
  judgePan(asked, 'Rahul Kumar Sharma', answer)
const drop = (answer: Parameters<typeof judgeAccount>[2]) =>
  judgeAccount(account, 'Rahul Kumar Sharma', answer)
const reasonOf = (event: { data: object }) =>
  'reason' in event.data ? event.data.reason : undefined

describe('A PAN', () => {
  it('is verified when the card bears our name', () =>
    assert.equal(pan({ status: 'valid', nameOnCard: 'RAHUL SHARMA' }).type, 'kyc.pan-verified'))
  it('of another name is refused', () =>
    assert.equal(reasonOf(pan({ status: 'valid', nameOnCard: 'PRIYA NAIR' })), 'name-differs'))
  it('of a company is refused', () =>
    assert.equal(
      reasonOf(pan({ status: 'valid', nameOnCard: 'RAHUL SHARMA', category: 'company' })),
      'not-a-person',
    ))
  it('that nobody knows is refused', () =>
    assert.equal(reasonOf(pan({ status: 'not-found' })), 'not-found'))
  it('without a name on the card is refused, not passed', () =>
    assert.equal(reasonOf(pan({ status: 'valid' })), 'name-differs'))
})

describe('An account', () => {
  it('in our name is verified', () =>
    assert.equal(
      drop({ status: 'success', nameAtBank: 'RAHUL K SHARMA' }).type,
      'kyc.account-verified',
    ))
  it('in half our name waits for a person', () =>
    assert.equal(drop({ status: 'success', nameAtBank: 'RAHUL' }).type, 'kyc.account-doubtful'))
  it('in another name is refused (DL-06)', () =>
    assert.equal(reasonOf(drop({ status: 'success', nameAtBank: 'SURESH MENON' })), 'name-differs'))
  it('that does not exist is refused', () =>
    assert.equal(reasonOf(drop({ status: 'failed' })), 'no-such-account'))
  it('that is neither savings nor current is refused', () =>
    assert.equal(
      reasonOf(drop({ status: 'success', nameAtBank: 'RAHUL SHARMA', accountType: 'nre' })),
      'wrong-kind',
    ))
})

describe('A sanctions screen', () => {
  const today = date('2026-11-22')
  it('without a hit clears that day', () =>
    assert.deepEqual(judgeScreen(asked, false, today).data, { ...asked, screenedOn: today }))
  it('with a hit says so', () =>
    assert.equal(judgeScreen(asked, true, today).type, 'kyc.sanctions-hit'))
})
