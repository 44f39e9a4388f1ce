import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { healthOf, lagHealth, vendorHealth } from './health.ts'
import type { Step } from './river-shape.ts'

const step = (more: Partial<Step>): Step => ({
  ...{ step: 'pan', title: 'PAN', people: 5, peopleYesterday: 5, entered: 100, left: 90 },
  ...{ late: 0, held: 0, stopped: 0, failed: 0, human: false },
  ...more,
})
const cases: readonly (readonly [string, Partial<Step>, string, string])[] = [
  ['nobody there', { people: 0 }, 'plain', 'quiet'],
  ['moving along', {}, 'good', 'flowing'],
  ['waiting for people', { human: true }, 'good', 'with people'],
  ['one of a hundred failed', { failed: 1 }, 'watch', '1 failed'],
  ['one of ten failed', { failed: 10 }, 'bad', '10 failed'],
  ['held for review', { held: 2 }, 'watch', '2 held'],
  ['past the hours it is given', { late: 3 }, 'watch', '3 late'],
  ['a borrower who thinks it over', { late: 3, human: true }, 'good', 'with people'],
  ['filling up', { people: 40 }, 'watch', 'backing up'],
  ['many people thinking it over', { people: 40, human: true }, 'good', 'with people'],
  ['stopped by fraud', { stopped: 3 }, 'info', '3 stopped'],
]

describe('how a step does', () => {
  for (const [says, more, meaning, word] of cases) {
    it(`${says}: ${word}`, () => assert.deepEqual(healthOf(step(more)), { meaning, word }))
  }
})

describe('how a vendor does', () => {
  const vendor = { vendor: 'kyc', waiting: 0 }
  it('is known by what it answers', () => {
    assert.equal(vendorHealth({ ...vendor, successShare: 1, p95Ms: 80 }).word, 'well')
    assert.equal(vendorHealth({ ...vendor, successShare: 1, p95Ms: 9000 }).word, 'slow')
    assert.equal(vendorHealth({ ...vendor, successShare: 0.9 }).word, 'some fail')
    assert.equal(vendorHealth({ ...vendor, successShare: 0.1 }).meaning, 'bad')
    assert.equal(vendorHealth(vendor).word, 'no calls lately')
  })
  it('is broken while we broke it', () =>
    assert.equal(vendorHealth({ ...vendor, successShare: 1, fault: 'down' }).meaning, 'bad'))
})

describe('lag', () => {
  it('is none within a second, and bad beyond ten', () => {
    assert.equal(lagHealth(900).word, 'no lag')
    assert.equal(lagHealth(3000).meaning, 'watch')
    assert.equal(lagHealth(30_000).meaning, 'bad')
  })
})
