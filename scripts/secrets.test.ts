import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { describe, it } from 'node:test'
import { entropyOf, secretsIn, secretsUnder } from './secrets.ts'

/** Planted, and assembled here so that no other scanner takes this file for a leak. */
const planted = {
  'a private key': `-----BEGIN ${'RSA PRIVATE'} KEY-----`,
  'an AWS access key': `aws = ${'AKIA'}IOSFODNN7EXAMPLE`,
  'a GitHub token': `x: ${'ghp'}_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`,
  'a Razorpay key': `key ${'rzp'}_live_Ab3dEf6hIj9kLm`,
  'a password in an address': `postgres${'://'}dhara:hunter2secret@db.example/dhara`,
  'a value named as a secret': `const apiKey = '${'9f8a7b6c'}5d4e3f2a1b0c'`,
  'a string too random for prose': `const x = '${'Zk3vT9qLw8XbR2nYp5Hs7JdG4mCf6AeU1iOa'}'`,
}

describe('The secret scan', () => {
  for (const [kind, line] of Object.entries(planted)) {
    it(`finds ${kind}`, () =>
      assert.deepEqual(secretsIn('a.ts', `ok\n${line}`), [{ path: 'a.ts', line: 2, kind }]))
  }
  it('leaves prose, hashes and placeholders alone', () => {
    const text = [
      'the token is checked by the door, and the password never leaves it',
      `const hash = '${'0123456789abcdef'.repeat(4)}'`,
      "const url = 'postgres://user:${password}@host/db'",
      "import { secretFor } from './secrets.ts'",
    ].join('\n')
    assert.deepEqual(secretsIn('a.ts', text), [])
  })
  it('trusts a line that says why it is none', () =>
    assert.deepEqual(secretsIn('a.ts', `${planted['a private key']} // no secret: a header`), []))
  it('knows random text from English', () => {
    assert.ok(entropyOf('Zk3vT9qLw8XbR2nYp5Hs7JdG4mCf6AeU1iOa') > 4.6)
    assert.ok(entropyOf('every fact about a customer is here') < 4.2)
  })
  it('finds none in this repository', () =>
    assert.deepEqual(secretsUnder(resolve(import.meta.dirname, '..')), []))
})
