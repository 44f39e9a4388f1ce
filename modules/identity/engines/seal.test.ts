import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hashOf, openSeal, openedText, sameMark, sealedText } from './seal.ts'

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill)
const master = bytes(32, 1)
const dataKey = bytes(32, 2)
const nonce = bytes(12, 3)

describe('What is sealed', () => {
  it('opens to what it was, in any script', () => {
    const sealed = sealedText(dataKey, 'आशा वर्मा', 'cus_1/identity/name', nonce)
    assert.equal(openedText(dataKey, sealed, 'cus_1/identity/name'), 'आशा वर्मा')
    assert.ok(!sealed.includes('आशा'))
  })
  it('does not open for another person or field', () => {
    const sealed = sealedText(dataKey, 'ABCPE1234F', 'cus_1/identity/pan', nonce)
    assert.throws(() => openedText(dataKey, sealed, 'cus_2/identity/pan'))
    assert.throws(() => openedText(dataKey, sealed, 'cus_1/identity/name'))
  })
  it('does not open when a character was altered', () => {
    const sealed = sealedText(dataKey, 'ABCPE1234F', 'a', nonce)
    const altered = (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21)
    assert.throws(() => openedText(dataKey, sealed.slice(0, 20) + altered, 'a'))
  })
  it('does not open under another data key', () => {
    const sealed = sealedText(dataKey, 'x', 'a', nonce)
    assert.throws(() => openedText(bytes(32, 9), sealed, 'a'))
  })
})

describe('A data key', () => {
  it('comes back from its wrapping under the same master key only', () => {
    const wrapped = openSeal(master).wrap(dataKey, 'cus_1/identity/1', nonce)
    assert.deepEqual([...openSeal(master).unwrap(wrapped, 'cus_1/identity/1')], [...dataKey])
    assert.throws(() => openSeal(bytes(32, 8)).unwrap(wrapped, 'cus_1/identity/1'))
  })
  it('asks for a master key of full length', () =>
    assert.throws(() => openSeal(bytes(16, 1)), /32 bytes/))
  it('refuses a nonce of another length', () =>
    assert.throws(() => sealedText(dataKey, 'x', 'a', bytes(8, 1)), /12 bytes/))
})

describe('A mark', () => {
  const { mark } = openSeal(master)
  it('is the same for the same identifier and kind, and no plain hash of it', () => {
    assert.equal(mark('phone', '9876543210'), mark('phone', '9876543210'))
    assert.notEqual(mark('phone', '9876543210'), mark('pan', '9876543210'))
    assert.notEqual(mark('phone', '9876543210'), hashOf('phone\n9876543210'))
  })
  it('is compared whole', () => {
    assert.ok(sameMark('ab', 'ab'))
    assert.ok(!sameMark('ab', 'ac'))
    assert.ok(!sameMark('ab', 'abc'))
  })
})
