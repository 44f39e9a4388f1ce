/**
 * The house keeps its own rules. Each rule is shown to object to a bad sample, and then the house
 * is shown to keep it. See STYLE in ARCHITECTURE.md's invariants; one rule a file in test/tidy.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, it } from 'node:test'
import { amounts } from './tidy/amounts.ts'
import { asks } from './tidy/asks.ts'
import { charts } from './tidy/charts.ts'
import { clocks } from './tidy/clocks.ts'
import { copies } from './tidy/copies.ts'
import { cycles } from './tidy/cycles.ts'
import { docstrings } from './tidy/docstrings.ts'
import { doors } from './tidy/doors.ts'
import { erasable } from './tidy/erasable.ts'
import { happenings } from './tidy/happenings.ts'
import { hashOf, houseAt, houseOf } from './tidy/house.ts'
import { names } from './tidy/names.ts'
import { prints } from './tidy/prints.ts'
import { shownFault, type Rule } from './tidy/rule.ts'
import { sizes } from './tidy/sizes.ts'
import { statements } from './tidy/statements.ts'
import { suites } from './tidy/suites.ts'
import { walls } from './tidy/walls.ts'

const rules: readonly Rule[] = [
  walls,
  doors,
  names,
  sizes,
  erasable,
  clocks,
  statements,
  cycles,
  happenings,
  asks,
  charts,
  amounts,
  suites,
  docstrings,
  prints,
  copies,
]

const root = resolve(import.meta.dirname, '..')
const sharedRoot = resolve(root, process.env['DHARA_SHARED'] ?? '../shared')
const house = houseAt(root, existsSync(sharedRoot) ? sharedRoot : undefined)

for (const rule of rules) {
  describe(rule.says, () => {
    for (const { tree, finds } of rule.bad) {
      it(`objects: ${finds}`, () => {
        const found = rule.check(houseOf(tree)).map(shownFault)
        assert.ok(
          found.some((fault) => fault.includes(finds)),
          `expected an objection with '${finds}', found: ${found.join('; ') || 'none'}`,
        )
      })
    }
    for (const tree of rule.good ?? []) {
      it(`has nothing against ${Object.keys(tree)[0]}`, () =>
        assert.deepEqual(rule.check(houseOf(tree)).map(shownFault), []))
    }
    it('is kept by the house', () => {
      const faults = rule.check(house).map(shownFault)
      assert.ok(faults.length === 0, `${faults.length} faults\n${faults.join('\n')}`)
    })
  })
}

describe('A copied test case', () => {
  it('is known by its bytes, whatever its name', () => {
    const text = '[{"id": 1}]'
    const found = copies.check(houseOf({ 'bench/cases.json': text }, new Set([hashOf(text)])))
    assert.equal(found.length, 1)
  })
})
