import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { person } from './person.ts'
import { wordOf } from './statement.ts'

const SEED = '1'
const people = Array.from({ length: 600 }, (_, n) => person(SEED, n))

describe('At the aggregator', () => {
  it('most approve, some refuse, some never look; whoever means to repay more gladly', () => {
    const words = Map.groupBy(people, (who) => wordOf(SEED, who))
    const share = (word: 'approve' | 'reject' | 'lapse') => words.get(word)!.length / people.length
    assert.ok(share('approve') > 0.5 && share('reject') > 0.05 && share('lapse') > 0.05)
    const will = (of: typeof people) => of.reduce((sum, { hidden }) => sum + hidden.will, 0)
    const mean = (word: 'approve' | 'reject') => will(words.get(word)!) / words.get(word)!.length
    assert.ok(mean('approve') > mean('reject'))
  })
  it('the same person says the same whenever they are asked', () => {
    assert.deepEqual(
      people.map((who) => wordOf(SEED, who)),
      people.map(({ n }) => wordOf(SEED, person(SEED, n))),
    )
  })
})
