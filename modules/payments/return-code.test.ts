import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { vectorsOf } from '#test/vectors'
import { returnCode } from './return-code.ts'

type Expected = {
  meaning: string
  class: string
  bounce_charge: boolean
  s25_pssa: boolean
  retry: boolean
  action: string
}
type Vector = { id: string; inputs: { code: string }; expected: Expected }

const { skip, vectors } = vectorsOf<Vector>('comms_rails_legal')

describe('A NACH return code', () => {
  it('means what the vectors NACH-RET say', { skip }, () => {
    const cases = vectors.filter((v) => v.id === 'NACH-RET')
    assert.ok(cases.length >= 46)
    for (const { inputs, expected } of cases) {
      const { meaning, class: name, bounceCharge, s25Pssa, retry, action } = returnCode(inputs.code)
      const said = { meaning, class: name, retry, action }
      const found = { ...said, bounce_charge: bounceCharge, s25_pssa: s25Pssa }
      assert.deepEqual(found, expected, `code ${inputs.code}`)
    }
  })

  it('of balance insufficient may be charged and presented once more', () => {
    const { class: name, bounceCharge, retry } = returnCode('04')
    assert.deepEqual([name, bounceCharge, retry], ['FUNDS', true, true])
  })

  it('of a network failure costs the borrower nothing', () =>
    assert.equal(returnCode('59').bounceCharge, false))

  it('nobody knows is left to a person', () => {
    assert.equal(returnCode('ZZ').class, 'UNKNOWN')
    assert.equal(returnCode('ZZ').bounceCharge, false)
  })
})
