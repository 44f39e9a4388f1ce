import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wantedOf } from './search.ts'

describe('What is typed into the search', () => {
  for (const [typed, by] of [
    ['9876543210', 'phone'],
    ['+91 98765 43210', 'phone'],
    ['098765-43210', 'phone'],
    ['abcpe1234f', 'pan'],
    ['ABCPE 1234 F', 'pan'],
    ['cus_01a20426-484a-7e11-a36a-5d43be0db7f6', 'customer'],
    ['app_01a20426-5597', 'handle'],
    ['01-26-0000001-7', 'handle'],
    ['SBXN7058568441325306', 'handle'],
    ['124704856615', 'handle'],
    ['asha.rao@example.in', 'email'],
    ['ins_01a20426-5597', 'handle'],
    ['FT/2026-81', 'handle'],
    ['asha@', 'nothing'],
    ['Asha Rao', 'name'],
    ['आशा वर्मा', 'name'],
    ['a', 'nothing'],
    ["'; drop table trail; --", 'nothing'],
    ['12', 'nothing'],
    ['', 'nothing'],
  ] as const) {
    it(`'${typed}' is ${by}`, () => assert.equal(wantedOf(typed).by, by))
  }
  it('is brought to one form', () => {
    assert.deepEqual(wantedOf('+91 98765 43210'), { by: 'phone', phone: '9876543210' })
    assert.deepEqual(wantedOf('abcpe1234f'), { by: 'pan', pan: 'ABCPE1234F' })
  })
})
