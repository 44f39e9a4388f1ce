import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '#kernel/dates'
import { screenOf, type ApplicationSeen } from './screen.ts'

const since = instant('2026-11-22T04:30:00.000Z')
const at = (state: string, more: ApplicationSeen = {}): ApplicationSeen => ({
  applicationId: 'app_1',
  state,
  since,
  ...more,
})
const shown = (seen: ApplicationSeen, loan = {}, mandate = {}) => screenOf(seen, loan, mandate)

describe('The phone shows', () => {
  it('a start to whom has nothing', () =>
    assert.deepEqual(shown({}), {
      screen: 'start',
      state: 'none',
      command: 'lending.start-application',
      data: {},
    }))
  it('what the chart names, with the command that ends it and what it knows', () => {
    const seen = at('offer', {
      screen: 'offer',
      command: 'lending.choose-offer',
      context: { id: 'app_1', key: 'cus_1', offer: { rate: '18' } },
    })
    assert.deepEqual(shown(seen), {
      screen: 'offer',
      state: 'offer',
      since,
      command: 'lending.choose-offer',
      data: { applicationId: 'app_1', offer: { rate: '18' } },
    })
  })
  it('that it waits, where the chart asks nothing of the person', () => {
    assert.equal(shown(at('deciding')).screen, 'waiting')
    assert.equal(shown(at('accountReview')).screen, 'account-review')
  })
  it('where to approve the mandate, until the bank has answered', () => {
    const seen = at('mandate', { screen: 'mandate' })
    const created = { mandateId: 'man_1', status: 'created', authoriseAt: 'http://bank/1' }
    const asked = shown(seen, {}, created)
    assert.equal(asked.screen, 'mandate-approve')
    assert.deepEqual(asked.data, {
      applicationId: 'app_1',
      mandateId: 'man_1',
      authoriseAt: 'http://bank/1',
    })
    assert.equal(shown(seen, {}, { ...created, status: 'registered' }).screen, 'waiting')
    assert.equal(shown(seen).screen, 'waiting')
  })
  it('the loan while it lives, and that it is closed after', () => {
    const seen = at('disbursed', { screen: 'active' })
    assert.equal(shown(seen).screen, 'waiting')
    const live = shown(seen, { loanId: 'loan_1', status: 'active' })
    assert.equal(live.screen, 'active')
    assert.equal((live.data as { loan: { loanId: string } }).loan.loanId, 'loan_1')
    const over = shown(seen, { loanId: 'loan_1', status: 'closed' })
    assert.deepEqual([over.screen, over.command], ['closed', 'lending.start-application'])
  })
  it('a start again after an application ran out', () => {
    const over = shown(at('expired', { screen: 'start' }))
    assert.deepEqual([over.screen, over.command], ['start', 'lending.start-application'])
  })
  it('the reasons of a rejection, but nothing of fraud or sanctions', () => {
    const seen = at('rejected', { screen: 'rejected', context: { reasons: ['R03', 'R15'] } })
    assert.deepEqual(shown(seen).data, { applicationId: 'app_1', reasons: ['R03'] })
    const stopped = at('stopped', { screen: 'rejected', context: { reasons: ['R15'] } })
    assert.deepEqual(shown(stopped).data, { applicationId: 'app_1' })
  })
})
