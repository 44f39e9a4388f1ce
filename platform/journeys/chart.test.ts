import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMachine } from 'xstate'
import { chartOf } from './chart.ts'

const machine = createMachine({
  initial: 'form',
  states: {
    form: { meta: { screen: 'form', title: 'The form' }, on: { sent: 'sendingWord' } },
    sendingWord: { entry: 'send', on: { done: 'choice', silent: 'later' } },
    later: { meta: { aside: true }, after: { 1000: 'sendingWord' } },
    choice: { always: 'end' },
    end: { type: 'final', meta: { screen: 'end' } },
  },
})

describe('A chart as people are shown it', () => {
  const { title, steps } = chartOf({ name: 'lending.loan-offer', machine, repeats: ['send'] })
  it('has a title in words', () => assert.equal(title, 'Loan offer'))
  it('has its steps in the order written, without those nobody stands in', () =>
    assert.deepEqual(
      steps.map(({ step, title: says }) => [step, says]),
      [
        ['form', 'The form'],
        ['sendingWord', 'Sending word'],
        ['later', 'Later'],
        ['end', 'End'],
      ],
    ))
  it('says where a person acts, what acts by itself, and where it ends', () =>
    assert.deepEqual(
      steps.map(({ human, actor, acts, final }) => [human, actor, acts, final]),
      [
        [true, 'borrower', false, false],
        [false, undefined, true, false],
        [false, undefined, false, false],
        [false, undefined, false, true],
      ],
    ))
  it('says what may be asked for once more', () =>
    assert.deepEqual(
      steps.filter(({ retries }) => retries).map(({ step }) => step),
      ['sendingWord', 'later'],
    ))
})
