import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { walked, type Step } from './walk.ts'

/** `a b c` as someone walks it from the start. */
const walk = (walker: string, path: string): Step[] =>
  path.split(' ').map((to, i, all) => ({ walker, from: i === 0 ? '' : (all[i - 1] as string), to }))
const steps = [
  ...walk('ann', 'start consent profile offer'),
  ...walk('bob', 'start consent profile consent profile offer'),
  ...walk('cyd', 'start consent'),
]

describe('Walks', () => {
  it('between two steps are counted by way and by people, most people first', () =>
    assert.deepEqual(
      walked([...steps, ...walk('ann', 'consent profile offer')], { from: 'consent', to: 'offer' })
        .walks,
      [
        { steps: ['consent', 'profile', 'offer'], times: 2, people: 1 },
        { steps: ['consent', 'profile', 'consent', 'profile', 'offer'], times: 1, people: 1 },
      ],
    ))
  it('that came to nothing end where their walker stood last', () => {
    const { exits, people, arrived } = walked(steps, { from: 'start', to: 'offer' })
    assert.deepEqual([exits, people, arrived], [[{ step: 'consent', people: 1 }], 3, 2])
  })
  it('bound nowhere end where each walker stood last', () =>
    assert.deepEqual(walked([...walk('cyd', 'offer start'), ...steps], {}).exits, [
      { step: 'offer', people: 2 },
      { step: 'consent', people: 1 },
    ]))
  it('show where people go round', () =>
    assert.deepEqual(
      walked(steps, {}).loops.map(({ steps: circle }) => circle.join(' ')),
      ['consent profile consent', 'profile consent profile'],
    ))
  it('break where a walker did not go on from where they stood', () =>
    assert.equal(
      walked([...walk('ann', 'start consent'), { walker: 'ann', from: 'profile', to: 'offer' }], {
        from: 'start',
        to: 'offer',
      }).arrived,
      0,
    ))
  it('that are very long are shown by their beginning and their end', () => {
    const long = walk('ann', 'abcdefghijklmnopqrst'.split('').join(' '))
    assert.equal(walked(long, {}).walks[0]?.steps.join(''), 'abcdefgh…rst')
  })
})
