import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { vectorsOf } from '#test/vectors'
import { jaroWinkler, nameMatch } from './name-match.ts'

type Vector = { inputs: [string, string]; expected: { score: number; decision: string } }

const { skip, vectors } = vectorsOf<Vector>('name_match')

describe('names', () => {
  it('match as name_match.json says', { skip }, () => {
    assert.ok(vectors.length > 0)
    for (const { inputs, expected } of vectors) {
      assert.deepEqual(nameMatch(...inputs), expected, inputs.join(' / '))
    }
  })

  it('of nothing match nobody', () => {
    assert.equal(nameMatch('', 'RAHUL').decision, 'FAIL')
    assert.equal(nameMatch('Mr.', 'RAHUL').score, 0)
  })

  it('match in any case, order and dress', () => {
    assert.equal(nameMatch("D'Souza, José", 'JOSE DSOUZA').score, 100)
    assert.equal(nameMatch('राहुल शर्मा', 'राहुल शर्मा').score, 100)
  })

  it('lose five points for each further stranger among the tokens', () => {
    assert.equal(nameMatch('RAHUL SHARMA', 'RAHUL SHARMA DEVENDRA PRATAP').score, 95)
  })

  it('are measured by the published Jaro–Winkler examples', () => {
    assert.equal(jaroWinkler('MARTHA', 'MARHTA').toFixed(4), '0.9611')
    assert.equal(jaroWinkler('DIXON', 'DICKSONX').toFixed(4), '0.8133')
  })
})
