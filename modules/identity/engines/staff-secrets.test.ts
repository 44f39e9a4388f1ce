import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hashedPassword, isPassword } from './password.ts'
import { codeAt, secretText, stepOf } from './totp.ts'

const salt = new Uint8Array(16).fill(7)

describe('A password', () => {
  it('is known again, and only itself', async () => {
    const stored = await hashedPassword('correct horse', salt)
    assert.ok(await isPassword('correct horse', stored))
    assert.ok(!(await isPassword('correct horsf', stored)))
    assert.ok(!stored.includes('horse'))
  })
  it('is the same password however its accents were typed', async () =>
    assert.ok(await isPassword('cafe\u0301-lait', await hashedPassword('café-lait', salt))))
  it('matches nothing where none is stored', async () =>
    assert.ok(!(await isPassword('anything', undefined))))
})

describe('A TOTP code', () => {
  const rfc = secretText(Buffer.from('12345678901234567890')) // RFC 6238, appendix B.
  it('is the one of RFC 6238', () => {
    assert.equal(codeAt(rfc, 59_000), '287082')
    assert.equal(codeAt(rfc, 1_111_111_109_000), '081804')
  })
  it('is good for its own step and one beside it', () => {
    assert.equal(stepOf(rfc, '287082', 59_000), 1)
    assert.equal(stepOf(rfc, '287082', 89_000), 1)
    assert.equal(stepOf(rfc, '287082', 120_000), undefined)
  })
  it('is six digits or none', () => assert.equal(stepOf(rfc, '28708a', 59_000), undefined))
})
