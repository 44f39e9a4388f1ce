import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayTyped, momentTyped } from './typed-day.ts'

describe('a typed day', () => {
  it('is read as people in India write it', () => {
    const written = ['5/3/2026', '05-03-26', '5.3.2026', '5 Mar 2026', '5 march 26', '2026-03-05']
    for (const text of written) assert.equal(dayTyped(text), '2026-03-05', text)
  })

  it('is none where the calendar has none', () => {
    for (const text of ['31/2/2026', '3/15/2026', '2026-13-01', 'soon', '5 mai 2026', ''])
      assert.equal(dayTyped(text), undefined, text)
  })
})

describe('a typed moment', () => {
  it('is a day and a time', () => {
    assert.equal(momentTyped('5 Mar 2026, 14:05'), '2026-03-05T14:05')
    assert.equal(momentTyped('5/3/26 9:05:07'), '2026-03-05T09:05:07')
    assert.equal(momentTyped('2026-03-05T14:05'), '2026-03-05T14:05')
  })

  it('is none without a time, or with one no clock shows', () => {
    for (const text of ['5 Mar 2026', '5 Mar 2026 24:00', '5 Mar 2026 9:60', '9:05'])
      assert.equal(momentTyped(text), undefined, text)
  })
})
