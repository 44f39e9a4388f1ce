import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command, entity, event, t } from '#kernel/contract'
import { classedNames, openLogs } from './logs.ts'

const root = mkdtempSync(join(tmpdir(), 'dhara-logs-'))
after(() => rmSync(root, { recursive: true }))

const contract = {
  add: command('probe.add', {
    input: { mobile: t.phone, about: t.shape({ fatherName: t.personName }), amount: t.money() },
    output: { cards: t.list(t.pan) },
    refusals: [],
    allow: ['ops'],
  }),
  Told: event('probe.told', { letterTo: t.optional(t.address) }),
  person: entity('probe.person', {
    id: t.id('per'),
    title: 'city',
    fields: { city: t.text(), salary: t.int(), payslip: t.email },
    filters: [],
    sort: [],
    allow: ['ops'],
  }),
}
const modules = [{ name: 'probe', contract }]

const opened = (more: object = {}) => {
  const folder = mkdtempSync(join(root, 'l-'))
  const logs = openLogs({ folder, modules, wall: { nowMs: () => 0 }, ...more })
  const text = () => readFileSync(join(folder, 'dhara.ndjson'), 'utf8')
  return { folder, logs, text }
}

test('the names to censor come from the contracts: commands, facts, entities, inner shapes', () => {
  const names = [...classedNames(modules)].sort()
  assert.deepEqual(names, ['cards', 'fatherName', 'letterTo', 'mobile', 'payslip'])
})

test('a classed name is censored at any depth, in lists too; the rest stays', () => {
  const { logs, text } = opened()
  const personal = { mobile: '9876543210', fatherName: 'Ram Lal', cards: ['ABCPD1234F'] }
  const about = {
    ...personal,
    loanId: 'loan_1',
    a: { ...personal, b: [{ c: { ...personal, n: 7 } }] },
  }
  logs.of('probe').info(about, 'added')
  logs.close()
  assert.doesNotMatch(text(), /9876543210|Ram Lal|ABCPD1234F/)
  const line = JSON.parse(text())
  assert.equal(line.loanId, 'loan_1')
  assert.equal(line.a.b[0].c.n, 7)
  assert.equal(line.a.b[0].c.mobile, '[censored]')
  const said = [line.level, line.part, line.message, line.at]
  assert.deepEqual(said, ['info', 'probe', 'added', '1970-01-01T00:00:00.000Z'])
})

test('secrets are censored by their usual names', () => {
  const { logs, text } = opened()
  const headers = { authorization: 'Bearer abc', cookie: 'dhara_session=abc', accept: 'json' }
  logs.logger.warn({ headers, otp: '123456', password: 'hunter2', token: 'tok' }, 'seen')
  logs.close()
  assert.doesNotMatch(text(), /abc|123456|hunter2|"tok"/)
  assert.match(text(), /"accept":"json"/)
})

test('a personal value in free text is scrubbed by its look, ids are left', () => {
  const { logs, text } = opened()
  const id = 'cus_01920000-7000-7000-8000-987654321098'
  const fault = Object.assign(new Error('Key (x)=(+919876543210) of ABCPD1234F exists'), {
    detail: 'Asha', parameters: ['Asha'], code: '23505',
  }) // prettier-ignore
  logs.logger.error({ fault, id, note: 'mail a.b@example.in' }, 'failed for 9876543210')
  logs.close()
  assert.doesNotMatch(text(), /9876543210\D|ABCPD1234F|Asha|example/)
  assert.match(text(), /23505/)
  assert.ok(text().includes(id))
})

test('the file is turned over by size and only so many are kept', () => {
  const { folder, logs } = opened({ bytesMax: 2000, keep: 2 })
  for (let i = 0; i < 200; i++) {
    logs.logger.info({ i, pad: 'x'.repeat(1000) }, 'line')
    if (i % 50 === 49) logs.logger.info({ pad: 'y'.repeat(70_000) }, 'flushes')
  }
  logs.close()
  assert.deepEqual(readdirSync(folder).sort(), ['dhara.1.ndjson', 'dhara.2.ndjson', 'dhara.ndjson'])
  assert.equal(statSync(join(folder, 'dhara.ndjson')).mode & 0o777, 0o600)
})
