import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { classify, wantsReview } from './classify.ts'
import { guessOf, learnedKinds } from './guess.ts'

describe('A guess about an app', () => {
  const names: readonly [string, string, string][] = [
    ['com.rupeezap.credit', 'RupeeZap - Personal Loan', 'lending'],
    ['in.turant.udhaar', 'Turant Udhaar', 'lending'],
    ['com.paisaready.android', 'Paisa Ready: Instant Cash Loan', 'lending'],
    ['com.royal.rummyhouse', 'Rummy House', 'betting'],
    ['com.desi.teenpatti.star', 'Teen Patti Star', 'betting'],
    ['com.play.pokerdesi', 'Poker Desi', 'betting'],
    ['com.unnati.gramin.bank', 'Unnati Gramin Bank', 'banking'],
    ['com.tez.upi.scan', 'Tez UPI Scan', 'payments'],
    ['com.nivesh.mutualfund', 'Nivesh Mutual Fund SIP', 'investing'],
  ]
  for (const [packageName, label, kind] of names) {
    it(`takes ${label}, which is in no table, for ${kind}`, () => {
      assert.equal(classify(packageName, label, new Map()).kind, kind)
    })
  }
  it('calls nobody a lender for letters alone', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[qxzvw]{3,12}(\.[qxzvw]{3,12}){1,3}$/), (packageName) => {
        assert.ok(!['lending', 'betting', 'banking'].includes(guessOf(packageName).kind))
      }),
    )
  })
  it('answers any text there is, and always one of its kinds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, label) => {
        const { kind, confidence } = guessOf(name, label)
        assert.ok(learnedKinds.includes(kind) && confidence > 0 && confidence <= 1)
      }),
    )
  })
})

describe('What an app is taken for', () => {
  it('is what a person said, else the table, else a sure guess, else unknown', () => {
    const lender = 'com.kreditbee.android'
    assert.deepEqual(classify(lender, undefined, new Map()), {
      ...{ kind: 'lending', basis: 'table', confidence: 1 },
    })
    assert.equal(classify(lender, undefined, new Map([[lender, 'tools']])).kind, 'tools')
    assert.equal(classify('xq.zv.k', undefined, new Map()).kind, 'unknown')
  })
  it('is shown to a person where nobody can tell, or a guess would weigh', () => {
    const looked = (kind: 'unknown' | 'lending' | 'tools', basis: 'guess' | 'table') =>
      wantsReview({ kind, basis, confidence: 1 })
    assert.deepEqual(
      [looked('unknown', 'guess'), looked('lending', 'guess'), looked('tools', 'guess')],
      [true, true, false],
    )
    assert.equal(looked('lending', 'table'), false)
  })
})
