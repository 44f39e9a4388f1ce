import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StartFault } from './start-fault.ts'
import { wideConfigOf } from './wide-config.ts'

const dynamo = { DHARA_WIDE: 'dynamodb', AWS_REGION: 'ap-south-1' }

test('nobody says otherwise: the wide store is a folder of ours, in production too', () => {
  for (const production of [false, true]) {
    assert.deepEqual(wideConfigOf({ AWS_REGION: 'eu-west-1' }, production), { engine: 'level' })
  }
})

test('DynamoDB is named by its region, an address of its own and a prefix', () => {
  assert.deepEqual(wideConfigOf(dynamo, true), {
    ...{ engine: 'dynamodb', region: 'ap-south-1', prefix: 'dhara-' },
  })
  const endpoint = 'http://127.0.0.1:4567'
  const near = { ...dynamo, DHARA_DYNAMODB_ENDPOINT: endpoint, DHARA_DYNAMODB_PREFIX: 'try_1.' }
  assert.deepEqual(wideConfigOf(near, false), {
    ...{ engine: 'dynamodb', region: 'ap-south-1', prefix: 'try_1.', endpoint },
  })
})

const refused: readonly [string, { [name: string]: string }, RegExp][] = [
  ['another engine', { DHARA_WIDE: 'cassandra' }, /cassandra: give level or dynamodb\.$/],
  ['no region', { DHARA_WIDE: 'dynamodb' }, /needs AWS_REGION/],
  ['a region abroad', { ...dynamo, AWS_REGION: 'eu-west-1' }, /in India.*\(DL-15\)\.$/],
  ['a plain address', { ...dynamo, DHARA_DYNAMODB_ENDPOINT: 'http://db' }, /needs https/],
  ['no address', { ...dynamo, DHARA_DYNAMODB_ENDPOINT: 'db' }, /give an address\.$/],
  ['a prefix of spaces', { ...dynamo, DHARA_DYNAMODB_PREFIX: 'a b' }, /give letters/],
]
for (const [what, env, sentence] of refused) {
  test(`production does not start with ${what} for its wide store`, () => {
    assert.throws(
      () => wideConfigOf(env, true),
      (fault: Error) => fault instanceof StartFault && sentence.test(fault.message),
    )
  })
}
