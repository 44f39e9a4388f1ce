import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { statusAt } from './status.ts'

const years = { highYears: 2, mediumYears: 8, lowYears: 10 }
const verifiedOn = date('2026-01-05')
const stand = (today: string, risk?: 'low' | 'high') =>
  statusAt({ verifiedOn, years, risk }, date(today))

describe('A person’s KYC', () => {
  it('is to be renewed by their risk, and by the shortest where nobody rated them', () => {
    assert.deepEqual(
      [stand('2026-02-01', 'low').renewBy, stand('2026-02-01', 'high').renewBy],
      ['2036-01-05', '2028-01-05'],
    )
    const { risk, renewBy } = stand('2026-02-01')
    assert.deepEqual([risk, renewBy], ['unrated', '2028-01-05'])
  })
  it('stands through its last day, and not after it', () => {
    assert.equal(stand('2028-01-05').state, 'verified')
    assert.equal(stand('2028-01-06').state, 'expired')
    assert.equal(stand('2028-01-06', 'low').state, 'verified')
  })
  it('is none before the PAN was verified', () =>
    assert.deepEqual(statusAt({ years }, date('2026-01-05')), {
      ...{ state: 'unverified', risk: 'unrated' },
    }))
})
