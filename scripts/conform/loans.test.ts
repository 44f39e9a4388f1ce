/** The bars of issue 4 C, over the cases that are shared. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { percentOf, readLoans, scoreLoans, type LoanScore } from './loans.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = resolve(root, process.env['DHARA_SHARED'] ?? '../shared', 'data/loans')
const [file, plainFile] = [resolve(folder, 'dev.json'), resolve(folder, 'frappe.json')]
const required = (process.env['DHARA_REQUIRE'] ?? '').includes('shared')
const there = existsSync(file)

/** These come last: their share of tier 1 is counted by itself. */
const LAST = ['re-ageing', 're-amortization', 'contract-termination', 'charge-off']

describe('the loan engine beside Fineract', { skip: !there && !required && `no ${file}` }, () => {
  let score: LoanScore
  const tierOne = (last: boolean): { passed: number; failed: number } => {
    const counts = { passed: 0, failed: 0 }
    for (const [group, own] of Object.entries(score.tiers['1']?.groups ?? {})) {
      if (LAST.includes(group) !== last) continue
      counts.passed += own.passed
      counts.failed += own.failed
    }
    return counts
  }
  const above = (counts: { passed: number; failed: number }, bar: number): void =>
    assert.ok(
      percentOf(counts) >= bar,
      `${percentOf(counts).toFixed(1)} %: ${score.failures
        .slice(0, 20)
        .map(({ id, checkpoint, why }) => `\n${id} #${checkpoint} ${why.slice(0, 160)}`)
        .join('')}`,
    )

  // The bars asked for are 95 and 90; what was reached is kept (docs/conformance.md).
  it('equals the schedules and accounts of tier 1 at 98 of 100 checkpoints', () => {
    score = scoreLoans(readLoans(file))
    above(tierOne(false), 98)
  })
  it('equals what came last there at 98 of 100 too', () => above(tierOne(true), 98))
  it('equals all of tier 2', () => above(score.tiers['2'] ?? { passed: 0, failed: 1 }, 100))
  it('equals every operation on the bare schedule', () => {
    const units = Object.entries(score.tiers['1']?.groups ?? {}).filter(([group]) =>
      group.startsWith('unit-'),
    )
    assert.deepEqual(
      units.filter(([, { failed }]) => failed > 0),
      [],
    )
    assert.ok(units.length > 0)
  })
})

const plainThere = existsSync(plainFile)

describe('`loanAt` beside Frappe', { skip: !plainThere && !required && `no ${plainFile}` }, () => {
  it('equals every figure that others came to as well', () => {
    const { tiers, failures } = scoreLoans(readLoans(plainFile))
    const { passed = 0, failed = 1 } = tiers['exact'] ?? {}
    assert.equal(failed, 0, failures.map(({ id, why }) => `\n${id} ${why}`).join(''))
    assert.ok(passed >= 20)
  })
})

describe('a file of cases', () => {
  const made = { id: 'made', tier: 1, group: 'made', terms: {}, actions: [], expected: [] }
  const read = (text: string): unknown => {
    const folder = mkdtempSync(join(tmpdir(), 'loans-'))
    const path = join(folder, 'cases.json')
    writeFileSync(path, text)
    try {
      return readLoans(path)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const bad: readonly (readonly [text: string, why: RegExp])[] = [
    ['loans', /could not be read/],
    ['[]', /holds no list of cases/],
    ['{"cases":[null]}', /case 0 has no terms/],
    [JSON.stringify({ cases: [{ ...made, terms: null }] }), /case made has no terms/],
    [JSON.stringify({ cases: [{ ...made, actions: [1] }] }), /case made has no list of actions/],
    [JSON.stringify({ cases: [{ ...made, expected: 3 }] }), /has no list of expectations/],
    [JSON.stringify({ cases: [{ ...made, tier: 7 }] }), /is of tier 7, and there are 1, 2 and 3/],
  ]
  for (const [text, why] of bad) {
    it(`says of ${text.slice(0, 40)} that it ${why.source}`, () =>
      assert.throws(() => read(text), { name: 'StartFault', message: why }))
  }

  it('is scored on although a case of it cannot be run', () => {
    const expected = [{ afterAction: 0, asOf: null, status: 'ACTIVE' }]
    const broken = { ...made, expected }
    const { failed, failures } = scoreLoans({ meta: {}, cases: [broken, broken] })
    assert.equal(failed, 2)
    assert.match(failures[0]?.why ?? '', /could not be run: a date is missing/)
  })

  it('counts a checkpoint after an action that is not there as failed', { skip: !there }, () => {
    const { meta, cases } = readLoans(file)
    const [first] = cases
    assert.ok(first)
    const expected = [{ afterAction: 999, asOf: null, status: 'ACTIVE' }]
    const { failures } = scoreLoans({ meta, cases: [{ ...first, expected }] })
    assert.equal(failures[0]?.why, 'there is no action 999')
  })
})
