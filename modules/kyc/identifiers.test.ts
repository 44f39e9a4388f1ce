import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { vectorsOf } from '#test/vectors'
import {
  isAadhaar,
  isIdentifier,
  isPersonalPan,
  maskAadhaar,
  normaliseMobile,
  type IdentifierKind,
} from './identifiers.ts'

type Vector = {
  kind: IdentifierKind | 'mobile_normalise'
  value: string
  valid: boolean
  masked?: string
  expected?: string | null
}

const { skip, vectors } = vectorsOf<Vector>('identifiers')

describe('identifiers', () => {
  it('are told from impostors as identifiers.json says', { skip }, () => {
    assert.ok(vectors.length > 0)
    for (const { kind, value, valid, masked, expected } of vectors) {
      if (kind === 'mobile_normalise') assert.equal(normaliseMobile(value), expected, value)
      else assert.equal(isIdentifier(kind, value), valid, `${kind} ${value}`)
      if (masked !== undefined) assert.equal(maskAadhaar(value), masked)
    }
  })

  it('of Aadhaar fail on every wrong digit and every swapped pair', () => {
    const good = '999941057058'
    assert.ok(isAadhaar(good))
    for (let i = 1; i < 12; i++) {
      for (const digit of '0123456789') {
        const changed = good.slice(0, i) + digit + good.slice(i + 1)
        assert.equal(isAadhaar(changed), changed === good, changed)
      }
      const swapped = good.slice(0, i - 1) + good[i] + good[i - 1] + good.slice(i + 1)
      assert.equal(isAadhaar(swapped), swapped === good, swapped)
    }
  })

  it('of a company are no person', () => {
    assert.ok(isPersonalPan('ABCPE1234F'))
    assert.ok(!isPersonalPan('AAACI1234A'))
  })

  it('of phones are read however they are typed', () => {
    assert.equal(normaliseMobile('(+91) 98765 43210'), '9876543210')
    assert.equal(normaliseMobile('9187654321'), '9187654321')
    assert.equal(normaliseMobile('5987654321'), null)
  })
})
