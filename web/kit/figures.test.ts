import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  dateText,
  durationText,
  fromLocalInput,
  instantText,
  moneyText,
  paiseOf,
  rupeesOf,
  shareText,
  shortId,
  toLocalInput,
} from './figures.ts'

describe('money', () => {
  it('is grouped as in India, and in the books a debit stands in parentheses', () => {
    assert.equal(moneyText(12_345_678), '₹1,23,456.78')
    assert.equal(moneyText(-50_000), '−₹500.00')
    assert.equal(moneyText(-50_000, { books: true }), '(₹500.00)')
  })
  it('is read as people type it, to the paisa or not at all', () => {
    assert.equal(paiseOf('₹1,23,456.5'), 12_345_650)
    assert.equal(paiseOf(' 500 '), 50_000)
    assert.equal(paiseOf('1.234'), undefined)
    assert.equal(paiseOf('five'), undefined)
    assert.equal(rupeesOf(50_000), '500')
  })
})

describe('time', () => {
  it('is Indian, on whichever day that falls', () => {
    assert.equal(dateText('2026-03-05'), '5 Mar 2026')
    assert.equal(instantText('2026-03-04T20:00:00.000Z'), '5 Mar 2026, 01:30')
  })
  it('goes into a field and comes back as it was', () => {
    const at = '2026-03-04T20:00:00.000Z'
    assert.equal(toLocalInput(at), '2026-03-05T01:30')
    assert.equal(fromLocalInput(toLocalInput(at)), at)
    assert.equal(fromLocalInput('soon'), undefined)
  })
  it('lasts as long as a person would say', () => {
    const said = [80, 4200, 42_000, 180_000, 7_199_000, 19_200_000, 864_000_000].map(durationText)
    assert.deepEqual(said, ['80 ms', '4.2 s', '42 s', '3 min', '2 h', '5 h 20 min', '10 days'])
  })
})

describe('the rest', () => {
  it('shares show a tenth only near their ends', () => {
    assert.deepEqual([0.5, 0.996, 1, 0.004, 0].map(shareText), [
      ...['50 %', '99.6 %', '100 %', '0.4 %', '0 %'],
    ])
  })
  it('ids are short enough to read and long enough to tell apart', () => {
    assert.equal(shortId('loan_0192aaaa-bbbb-7ccc-8ddd-eeeeff001122'), 'loan_…001122')
    assert.equal(shortId('prd_personal'), 'prd_personal')
  })
})
