import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accountNumber, isAccountNumber } from './account-number.ts'

describe('An account number', () => {
  const number = accountNumber('01', 2026, 42)
  it('shows branch, year, sequence and check digit', () => assert.equal(number, '01-26-0000042-1'))
  it('is known again, with or without its dashes', () => {
    assert.equal(isAccountNumber(number), true)
    assert.equal(isAccountNumber(number.replaceAll('-', '')), true)
  })
  it('with any one digit wrong is not ours', () => {
    const digits = number.replaceAll('-', '')
    for (let i = 0; i < digits.length; i++) {
      const slip = digits.slice(0, i) + ((Number(digits[i]) + 1) % 10) + digits.slice(i + 1)
      assert.equal(isAccountNumber(slip), false, slip)
    }
  })
})
