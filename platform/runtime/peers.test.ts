import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPeers, peersOf } from './peers.ts'
import { StartFault } from './start-fault.ts'

const says = (sentence: RegExp) => (fault: unknown) =>
  fault instanceof StartFault && sentence.test(fault.message)

test('modules are where they are said to be; one address may serve all others', () => {
  const DHARA_PEERS = 'lending=http://127.0.0.1:8081, fraud=http://127.0.0.1:8082'
  const named = peersOf({ DHARA_PEERS }, false)
  assert.equal(named.of('lending'), 'http://127.0.0.1:8081')
  assert.equal(named.of('identity'), undefined)
  const all = peersOf({ DHARA_PEERS, DHARA_PEER: 'http://127.0.0.1:8082/' }, false)
  assert.equal(all.of('identity'), 'http://127.0.0.1:8082')
  assert.deepEqual(all.all, ['http://127.0.0.1:8081', 'http://127.0.0.1:8082'])
  assert.deepEqual(peersOf({}, false).all, [])
})

test('what is no address is one sentence', () => {
  const bad = ['lending', 'lending=', '=http://a.example', 'lending http://a.example', 'x=y=z']
  for (const DHARA_PEERS of bad) {
    assert.throws(() => peersOf({ DHARA_PEERS }, false), says(/^DHARA_PEERS has /))
  }
  for (const DHARA_PEER of [
    '8081',
    'ftp://a.example',
    'http://a.example/v1',
    'http://a.example?x',
  ]) {
    assert.throws(() => peersOf({ DHARA_PEER }, false), says(/^DHARA_PEER has /))
  }
})

test('in production calls leave the machine under TLS only', () => {
  const far = { DHARA_PEER: 'http://core.example' }
  assert.throws(() => peersOf(far, true), says(/production needs https/))
  assert.equal(peersOf(far, false).of('lending'), 'http://core.example')
  for (const near of ['http://127.0.0.1:81', 'http://localhost:81', 'https://core.example']) {
    assert.equal(peersOf({ DHARA_PEER: near }, true).of('lending'), near)
  }
})

test('a part of the house must know where the other parts are', () => {
  const every = ['identity', 'lending', 'fraud']
  checkPeers(every, every, peersOf({}, false))
  checkPeers(['identity'], every, peersOf({ DHARA_PEER: 'http://127.0.0.1:81' }, false))
  assert.throws(
    () =>
      checkPeers(['identity'], every, peersOf({ DHARA_PEERS: 'lending=http://a.example' }, false)),
    says(/^This process runs identity only: say where fraud run, .*DHARA_PEERS=fraud=/),
  )
})
