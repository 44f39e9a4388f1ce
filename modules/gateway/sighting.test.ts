import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { keptOf, type Sighting } from './sighting.ts'

const installId = id('ins', '1')
const seenAt = instant('2026-11-22T04:30:00.000Z')
const saw = (what: string, more: Partial<Sighting> = {}): Sighting => ({
  what,
  appVersion: '1.0.0',
  seenAt,
  ...more,
})
const whats = (sightings: Sighting[], isNew: boolean) =>
  keptOf(installId, sightings, isNew).map(({ what }) => what)

describe('What a phone saw', () => {
  it('begins with an arrival, once for each install', () => {
    assert.deepEqual(whats([saw('screen-shown', { screen: 'phone' })], true), [
      'arrived',
      'screen-shown',
    ])
    assert.deepEqual(whats([saw('arrived'), saw('screen-shown')], false), ['screen-shown'])
  })
  it('is kept with its screen, field and code', () => {
    const [kept] = keptOf(
      installId,
      [saw('field-error', { screen: 'pan', field: 'pan', code: 'pattern', ms: 12 })],
      false,
    )
    const told = { installId, what: 'field-error', screen: 'pan', field: 'pan', code: 'pattern' }
    assert.deepEqual(kept, { ...told, ms: 12, appVersion: '1.0.0', seenAt })
  })
  it('never holds what a person typed', () => {
    for (const typed of [
      '9876543210',
      'Asha Verma',
      'asha@example.in',
      'PAN98765',
      '12 Lake Road',
    ]) {
      const [kept] = keptOf(installId, [saw('field-error', { field: 'pan', code: typed })], false)
      assert.equal(kept?.code, undefined, typed)
      assert.equal(kept?.field, 'pan')
    }
  })
  it('is dropped when it is of a kind we do not know', () =>
    assert.deepEqual(whats([saw('key-pressed')], false), []))
  it('of nothing is nothing', () => assert.deepEqual(whats([], true), []))
})
