import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { command, t as field } from '#kernel/contract'
import { firstLogins } from './first-start.ts'

const enrolStaff = command('identity.enrol-staff', {
  input: { login: field.text(), password: field.secret },
  output: { totpSecret: field.secret },
  refusals: ['login-taken'],
  allow: ['module:identity'],
})
type Enrolment = { login: string; password: string; roles: string[] }

function firstStart(t: TestContext, taken: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'dhara-first-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const enrolled: Enrolment[] = []
  const ask = async (_command: unknown, input: never) => {
    const { login } = input as Enrolment
    if (taken.includes(login)) return { refused: 'login-taken' }
    enrolled.push(input)
    return { totpSecret: `TOTP${login.toUpperCase()}` }
  }
  const address = 'http://localhost:8080'
  const run = () => firstLogins({ folder, roles: ['ops', 'credit'], enrolStaff, ask, address })
  return { run, enrolled }
}

test('each role gets a login, a password and a TOTP secret, for the owner’s eyes', async (t) => {
  const { run, enrolled } = firstStart(t)
  const file = await run()
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const text = readFileSync(file, 'utf8')
  assert.deepEqual(
    enrolled.map(({ login, roles }) => [login, roles]),
    [
      ['ops', ['ops']],
      ['credit', ['credit']],
    ],
  )
  for (const { login, password } of enrolled) {
    assert.match(password, /^[\w-]{16}$/)
    assert.ok(text.includes(`login     ${login}\n  password  ${password}`))
    assert.ok(text.includes(`otpauth://totp/Dhara:${login}?secret=TOTP${login.toUpperCase()}&`))
  }
  assert.equal(new Set(enrolled.map(({ password }) => password)).size, 2)
})

test('a second start enrols nobody', async (t) => {
  const { run, enrolled } = firstStart(t)
  const text = readFileSync(await run(), 'utf8')
  assert.equal(readFileSync(await run(), 'utf8'), text)
  assert.equal(enrolled.length, 2)
})

test('a login taken by a start that was killed gives way to the next one', async (t) => {
  const { run, enrolled } = firstStart(t, ['ops', 'ops-2'])
  const text = readFileSync(await run(), 'utf8')
  assert.deepEqual(
    enrolled.map(({ login, roles }) => [login, roles[0]]),
    [
      ['ops-3', 'ops'],
      ['credit', 'credit'],
    ],
  )
  assert.match(text, /role ops\n {2}login {5}ops-3\n/)
})
