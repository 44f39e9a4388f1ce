import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shapeOf, t } from '#kernel/fields'
import { draftOf, inputIn } from './draft.ts'
import type { Schema } from './schema.ts'

const schema = JSON.parse(
  JSON.stringify(
    shapeOf({
      amount: t.money({ min: '1000', max: '500000' }),
      on: t.date,
      at: t.optional(t.instant),
      months: t.optional(t.int({ min: 1, max: 60 })),
      sure: t.flag,
      roles: t.optional(t.list(t.oneOf('ops', 'risk'), 7)),
      place: t.optional(t.shape({ pinCode: t.text({ min: 6, max: 6 }) })),
      value: t.optional(t.map),
    }),
  ),
) as Schema
const typed = { amount: '1,500.50', on: '2026-03-05' }

describe('a form', () => {
  it('makes paise of rupees, UTC of Indian time, and leaves out what is empty', () => {
    const { input, wrong } = inputIn(schema, { ...typed, at: '2026-03-05T01:30', months: '' })
    assert.deepEqual(wrong, {})
    assert.deepEqual(input, {
      ...{ amount: 150_050, on: '2026-03-05', at: '2026-03-04T20:00:00.000Z', sure: false },
    })
  })

  it('says what is needed, out of bounds, or no number', () => {
    const { wrong } = inputIn(schema, { amount: '10', months: 'six', value: '{' })
    assert.deepEqual(wrong, {
      amount: 'is at least ₹1,000.00',
      on: 'is needed',
      months: 'is no number',
      value: 'is no JSON',
    })
  })

  it('asks for an optional group whole or not at all', () => {
    assert.equal('place' in inputIn(schema, typed).input, false)
    const { input } = inputIn(schema, { ...typed, 'place.pinCode': '411001' })
    assert.deepEqual(input['place'], { pinCode: '411001' })
    const { wrong } = inputIn(schema, { ...typed, 'place.pinCode': '41' })
    assert.equal(wrong['place.pinCode'], 'has at least 6 characters')
  })

  it('begins with what is known, and gives it back unchanged', () => {
    const known = {
      ...{ amount: 150_050, on: '2026-03-05', sure: true, roles: ['ops'] },
      ...{ place: { pinCode: '411001' }, value: { days: 3 } },
    }
    assert.deepEqual(inputIn(schema, draftOf(schema, known)).input, known)
  })
})
