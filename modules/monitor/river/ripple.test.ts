import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { journeyMoved } from '#kernel/journey'
import { fact, minutes } from '../scene.fixture.ts'
import { pond } from './ripple.ts'

const Moved = journeyMoved('lending.application')
const move = (to: string, n: number) => {
  const of = { id: `app_${n}`, from: 'a', to, trigger: 'went', ms: 0, machineVersion: '1' }
  return fact(Moved(of), `cus_${n}`, minutes(n))
}
const other = (n: number) =>
  fact({ type: 'comms.message-sent', v: 1, data: {} }, 'cus_1', minutes(n))

describe('The live stream', () => {
  it('tells moves before anything else, alike ones as one with their count', () => {
    const { drop, next } = pond()
    for (const one of [other(1), move('b', 1), other(2), move('c', 2), move('b', 3)]) drop(one)
    const at = [minutes(3), minutes(2), minutes(2)]
    const type = 'lending.application-moved'
    const went = { type, from: 'a', trigger: 'went' }
    assert.deepEqual(next(), { ...went, to: 'b', at: at[0], count: 2 })
    assert.deepEqual(next(), { ...went, to: 'c', at: at[1], count: 1 })
    assert.deepEqual(next(), { type: 'comms.message-sent', at: at[2], count: 2 })
    assert.equal(next(), undefined)
  })
  it('names nobody', () => {
    const { drop, next } = pond()
    drop(move('b', 1))
    assert.doesNotMatch(JSON.stringify(next()), /cus_|app_/)
  })
})
