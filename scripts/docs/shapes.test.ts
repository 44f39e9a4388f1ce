import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { broken, breakages } from './shapes.ts'

const shape = (properties: object, required: readonly string[] = []) =>
  ({ type: 'object', properties, required }) as never
const was = shape({ loanId: { type: 'string' }, kind: { type: 'string', enum: ['a', 'b'] } }, [
  'loanId',
])

describe('The shape of an event', () => {
  it('may grow by an optional field', () => {
    const is = shape({ ...fields(was), channel: { type: 'string' } }, ['loanId'])
    assert.deepEqual(broken(was, is, 'data'), [])
  })
  it('may learn another word', () => {
    const is = shape({ ...fields(was), kind: { type: 'string', enum: ['a', 'b', 'c'] } }, [
      'loanId',
    ])
    assert.deepEqual(broken(was, is, 'data'), [])
  })
  it('may not lose a field', () => {
    const is = shape({ loanId: { type: 'string' } }, ['loanId'])
    assert.deepEqual(broken(was, is, 'data'), ['data.kind was removed'])
  })
  it('may not change a type', () => {
    const is = shape({ ...fields(was), loanId: { type: 'integer' } }, ['loanId'])
    assert.deepEqual(broken(was, is, 'data'), ['data.loanId was string, is integer'])
  })
  it('may not forget a word', () => {
    const is = shape({ ...fields(was), kind: { type: 'string', enum: ['a'] } }, ['loanId'])
    assert.deepEqual(broken(was, is, 'data'), ['data.kind no longer knows "b"'])
  })
  it('may not demand what stored facts lack', () => {
    const is = shape({ ...fields(was), channel: { type: 'string' } }, ['loanId', 'channel'])
    assert.equal(broken(was, is, 'data').length, 1)
  })
  it('is compared inside lists and inner shapes', () => {
    const outer = (inner: object) => shape({ rows: { type: 'array', items: inner } })
    assert.deepEqual(broken(outer(was), outer(shape({}, [])), 'data').length, 2)
  })
})

describe('The guard', () => {
  it('names the file and what broke', () => {
    const page = (data: object) => JSON.stringify({ data })
    const pages = new Map([['docs/events/a.b.v1.json', page(shape({}))]])
    assert.deepEqual(breakages(pages, new Map([['docs/events/a.b.v1.json', page(was)]])), [
      'docs/events/a.b.v1.json: data.loanId was removed',
      'docs/events/a.b.v1.json: data.kind was removed',
    ])
  })
})

function fields(of: never): object {
  return (of as { properties: object }).properties
}
