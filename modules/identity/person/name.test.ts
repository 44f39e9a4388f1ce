import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nameWords } from './name.ts'

describe('The words of a name', () => {
  it('are the same however it is written', () => {
    assert.deepEqual(nameWords('Smt. ASHA  Verma').toSorted(), ['asha', 'verma'])
    assert.deepEqual(nameWords('verma asha asha').toSorted(), ['asha', 'verma'])
  })
  it('are found in every script', () => assert.deepEqual(nameWords('आशा वर्मा'), ['आशा', 'वर्मा']))
  it('are no initials', () => assert.deepEqual(nameWords('A. P. J. Kalam'), ['kalam']))
  it('are none where there is no name', () => assert.deepEqual(nameWords(' . - '), []))
})
