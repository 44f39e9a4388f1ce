import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fitting, placesIn, valuesOf } from './places.ts'

const body = 'Rs {amount:money} of {amount:money} is due on {dueOn:date}: {link:url}. {not a place}'
const places = placesIn(body)
const field = (path: string, kind: string) => ({ path, kind, meaning: '' })

describe('The places of a message', () => {
  it('are found once each, with what they take', () =>
    assert.deepEqual(places, [
      { name: 'amount', kind: 'money' },
      { name: 'dueOn', kind: 'date' },
      { name: 'link', kind: 'url' },
    ]))

  it('are filled from fields of the fact that have their kind', () => {
    const fields = [
      ...[field('data.amount', 'money'), field('data.on', 'date'), field('data.n', 'int')],
      ...[field('businessDate', 'date'), field('features.salary', 'money')],
    ]
    const paths = places.map((place) => fitting(place, fields).map(({ path }) => path))
    assert.deepEqual(paths, [['data.amount'], ['data.on'], []])
  })

  it('are all filled, or there is no message', () => {
    const chosen = { amount: 'data.amount', dueOn: 'data.on' }
    assert.equal(valuesOf(places, chosen), undefined)
    assert.deepEqual(valuesOf(places, { ...chosen, link: 'data.link', old: 'data.x' }), {
      amount: { path: 'data.amount' },
      dueOn: { path: 'data.on' },
      link: { path: 'data.link' },
    })
    assert.deepEqual(valuesOf([], {}), {})
  })
})
