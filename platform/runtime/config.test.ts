import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { configOf, masterKeyOf, secretOf } from './config.ts'
import { StartFault } from './start-fault.ts'

const ROOT = '/srv/dhara'
/** Sixty-four hex digits of 32 different bytes: a drawn key, not a typed one. */
const KEY = Array.from({ length: 32 }, (_, n) => (n * 7 + 3).toString(16).padStart(2, '0')).join('')
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.example/dhara',
  DHARA_MASTER_KEY: KEY,
  DHARA_ADDRESS: 'https://loans.example',
  DHARA_DATA: '/nowhere/at/all',
}

const says = (sentence: RegExp) => (fault: unknown) => {
  assert.ok(fault instanceof StartFault, String(fault))
  assert.match(fault.message, sentence)
  assert.ok(!fault.message.includes('\n'), 'one sentence')
  return true
}

function withFolder(body: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'dhara-config-'))
  try {
    body(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an empty environment is a developer’s: embedded, fast, at home', () => {
  const config = configOf({}, ROOT)
  assert.deepEqual(
    [config.production, config.port, config.address, config.data, config.dataChosen],
    [false, 8080, 'http://localhost:8080', `${ROOT}/.data`, false],
  )
  assert.deepEqual(
    [config.speed, config.databaseUrl, config.masterKey],
    [720, undefined, undefined],
  )
})

test('a chosen folder is taken as given, or from the repository’s root', () => {
  assert.equal(configOf({ DHARA_DATA: '/data' }, ROOT).data, '/data')
  assert.equal(configOf({ DHARA_DATA: 'life' }, ROOT).data, `${ROOT}/life`)
  assert.equal(configOf({ DHARA_DATA: 'life' }, ROOT).dataChosen, true)
})

test('a number out of its range, or none at all, is one sentence with the range', () => {
  for (const PORT of ['-1', '65536', '80.5', 'http', 'NaN', '1e9']) {
    assert.throws(
      () => configOf({ PORT }, ROOT),
      says(/^PORT is .* whole number from 0 to 65535\.$/),
    )
  }
  for (const name of ['DHARA_SPEED', 'DHARA_PEOPLE', 'DHARA_POOL']) {
    assert.throws(
      () => configOf({ [name]: '9999999' }, ROOT),
      says(new RegExp(`^${name} is 9999999`)),
    )
  }
  assert.equal(configOf({ PORT: '' }, ROOT).port, 8080)
})

test('a vendor is an address and a secret, never one of them', () => {
  const env = { DHARA_HOST_PSP: 'http://psp.example' }
  assert.throws(
    () => configOf(env, ROOT),
    says(/DHARA_HOST_PSP is set but DHARA_SECRET_PSP is not/),
  )
  const { hosts } = configOf({ ...env, DHARA_SECRET_PSP: 's' }, ROOT)
  assert.deepEqual(hosts, { psp: { url: 'http://psp.example', secret: 's' } })
})

test('production starts with what it needs, at the pace of the wall', () => {
  const config = configOf(production, ROOT)
  assert.deepEqual([config.production, config.speed], [true, 1])
})

const refused: readonly [string, { [name: string]: string | undefined }, RegExp][] = [
  ['without a database', { DATABASE_URL: undefined }, /DATABASE_URL/],
  ['with a sandbox clock', { DHARA_SPEED: '720' }, /wall clock: unset DHARA_SPEED/],
  ['without a master key', { DHARA_MASTER_KEY: undefined }, /DHARA_MASTER_KEY/],
  ['with a typed master key', { DHARA_MASTER_KEY: '0'.repeat(64) }, /no drawn key/],
  ['with half a master key', { DHARA_MASTER_KEY: KEY.slice(2) }, /not 64 hex digits/],
  ['at a plain address', { DHARA_ADDRESS: 'http://loans.example' }, /begin with https/],
  [
    'with a plain vendor',
    { DHARA_HOST_SMS: 'http://sms.example', DHARA_SECRET_SMS: 's' },
    /The vendor sms is at http:\/\/sms.example/,
  ],
]
for (const [how, change, sentence] of refused) {
  test(`production does not start ${how}`, () => {
    assert.throws(() => configOf({ ...production, ...change }, ROOT), says(sentence))
  })
}

test('production starts on no developer’s folder: neither its key nor its logins', () => {
  withFolder((folder) => {
    const env = { ...production, DHARA_DATA: folder }
    writeFileSync(join(folder, 'master.key'), `${KEY}\n`)
    assert.throws(() => configOf(env, ROOT), says(/the key of a developer’s folder/))
    rmSync(join(folder, 'master.key'))
    writeFileSync(join(folder, 'first-start.txt'), 'role ops')
    assert.throws(() => configOf(env, ROOT), says(/logins of a developer/))
  })
})

test('no sentence quotes a secret', () => {
  const typed = '12'.repeat(32)
  const env = { ...production, DHARA_MASTER_KEY: typed }
  assert.throws(
    () => configOf(env, ROOT),
    (fault: Error) => !fault.message.includes(typed),
  )
})

test('a developer’s master key is made once, for the owner’s eyes', () => {
  withFolder((folder) => {
    const config = configOf({ DHARA_DATA: folder }, ROOT)
    const made = masterKeyOf(config, folder)
    assert.equal(made.length, 32)
    assert.deepEqual(masterKeyOf(config, folder), made)
    assert.equal(statSync(join(folder, 'master.key')).mode & 0o777, 0o600)
    assert.notEqual(readFileSync(join(folder, 'master.key'), 'utf8').trim(), '')
  })
})

test('a folder that has lived and lost its key is broken, not given a new one', () => {
  withFolder((folder) => {
    const config = configOf({ DHARA_DATA: folder }, ROOT)
    writeFileSync(join(folder, 'clock.json'), '{}')
    assert.throws(() => masterKeyOf(config, folder), says(/is broken: master.key is gone/))
    writeFileSync(join(folder, 'master.key'), 'half\n')
    assert.throws(() => masterKeyOf(config, folder), says(/not 64 hex digits/))
  })
})

test('each purpose has a secret of its own', () => {
  const key = Buffer.from(KEY, 'hex')
  assert.match(secretOf(key, 'doors'), /^[0-9a-f]{64}$/)
  assert.equal(secretOf(key, 'doors'), secretOf(key, 'doors'))
  assert.notEqual(secretOf(key, 'doors'), secretOf(key, 'sandbox'))
})
