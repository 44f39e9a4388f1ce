import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMachine } from 'xstate'
import { edgesOf, pairsOf, walkedOf } from './edges.ts'

const chart = createMachine({
  id: 'gate',
  initial: 'shut',
  on: { 'fraud-stopped': '.stopped' },
  states: {
    shut: {
      on: { knock: [{ guard: () => true, target: 'open' }, { target: 'again' }], hum: {} },
      after: { 1000: 'stopped' },
    },
    again: { always: 'shut' },
    open: { type: 'final' },
    stopped: { type: 'final' },
  },
})
const edges = edgesOf(chart)

describe('A chart as a graph', () => {
  it('counts each guarded branch, timeouts, and stops wherever somebody can stand', () => {
    assert.deepEqual(
      edges.map(({ id }) => id),
      [
        '· ─start▸ shut',
        'shut ─knock#1▸ open',
        'shut ─knock#2▸ again',
        'shut ─hum▸ shut',
        'shut ─after 1000▸ stopped',
        'again ─always▸ shut',
        'shut ─fraud-stopped▸ stopped',
      ],
    )
  })

  it('pairs what comes into a state with what leads out of it', () => {
    const first = pairsOf(edges).filter((pair) => pair.first.id === 'shut ─knock#2▸ again')
    assert.deepEqual(
      first.map(({ second }) => second.id),
      ['again ─always▸ shut'],
    )
  })

  it('sees through a state that is left as it is entered', () => {
    const walked = walkedOf(edges, [{ from: 'shut', to: 'shut', trigger: 'knock' }])
    assert.deepEqual(
      walked.map(({ id }) => id),
      ['shut ─knock#2▸ again', 'again ─always▸ shut'],
    )
  })

  it('refuses a move the chart does not have', () => {
    assert.throws(() => walkedOf(edges, [{ from: 'open', to: 'shut', trigger: 'knock' }]))
  })
})
