import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant, later, type Instant } from '#kernel/dates'
import type { Classified } from './kind.ts'
import { merged, presenceOf, type AppRecord, type Presence } from './presence.ts'
import { appFeatures } from './tally.ts'

const HOUR_MS = 3_600_000
const start = instant('2026-01-01T00:00:00.000Z')
const hours = (n: number): Instant => later(start, n * HOUR_MS)
const lender: Classified = { kind: 'lending', basis: 'table', confidence: 1 }
const guessed = (kind: Classified['kind']): Classified => ({
  kind,
  basis: 'guess',
  confidence: 0.9,
})

type Told = { record: AppRecord; at: Instant; recordedAt?: Instant; as?: Classified }
const told = (what: AppRecord['what'], hour: number, more: Partial<AppRecord> = {}): Told => ({
  record: { what, package: 'com.x', ...more },
  at: hours(hour),
})
const one = ({ record, at, recordedAt = hours(100_000), as = lender }: Told): Presence =>
  presenceOf(record, { heardAt: at, recordedAt, generation: 1 }, as)
const folded = (all: readonly Told[]): Presence => all.map(one).reduce(merged)
const features = (all: readonly Told[], hour: number) =>
  appFeatures(all.length === 0 ? [] : [folded(all)], hours(hour))

const anyTold = fc.record({
  what: fc.constantFrom('installed', 'listed', 'updated', 'removed'),
  hour: fc.integer({ min: 0, max: 1000 }),
  ago: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
  label: fc.constantFrom(undefined, 'A', 'B'),
  flags: fc.record({ system: fc.boolean(), declared: fc.boolean() }),
  kind: fc.constantFrom('lending', 'gaming', 'tools'),
})
const toldOf = ({ what, hour, ago, label, flags, kind }: Drawn): Told => ({
  ...told(what, hour, {
    ...flags,
    ...(label !== undefined && { label }),
    ...(ago !== undefined && { firstInstalledAt: hours(hour - ago) }),
  }),
  as: guessed(kind),
})
type Drawn = typeof anyTold extends fc.Arbitrary<infer D> ? D : never

describe('What is known of an app', () => {
  it('is the same whatever the order, and however often it is told', () => {
    fc.assert(
      fc.property(
        fc.array(anyTold, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
        fc.integer({ min: 0, max: 1200 }),
        (drawn, dice, asOf) => {
          const all = drawn.map(toldOf)
          const again = [...all, ...all.filter((_, i) => (dice[i] ?? 0) % 2 === 0)]
          const shuffled = again
            .map((each, i) => ({ each, by: dice[i] ?? 0 }))
            .toSorted((a, b) => a.by - b.by)
            .map(({ each }) => each)
          assert.deepEqual(folded(shuffled), folded(all))
          assert.deepEqual(features(shuffled, asOf), features(all, asOf))
        },
      ),
    )
  })
  it('is the same in whichever parts it is put together', () => {
    fc.assert(
      fc.property(anyTold, anyTold, anyTold, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((each) => one(toldOf(each))) as [
          Presence,
          Presence,
          Presence,
        ]
        assert.deepEqual(merged(merged(x, y), z), merged(x, merged(y, z)))
      }),
    )
  })
  it('is of the consent of now: what an earlier key held is out', () => {
    const [old, anew] = [one(told('installed', 5)), { ...one(told('removed', 1)), generation: 2 }]
    assert.deepEqual(merged(old, anew), anew)
    assert.deepEqual(merged(anew, old), anew)
  })
  it('is not older than it was recorded, whatever the clock of the phone', () => {
    const ahead = one({ ...told('listed', 900), recordedAt: hours(10) })
    const after = one({ ...told('removed', 11), recordedAt: hours(11) })
    assert.equal(appFeatures([merged(ahead, after)], hours(12)).counts.lending, 0)
  })
  it('takes its kind from the surest word', () => {
    const words = [
      { ...told('listed', 9), as: guessed('tools') },
      { ...told('listed', 1, { label: 'Loan' }), as: guessed('lending') },
    ]
    assert.equal(folded(words).kind, 'lending')
    const answered = { ...told('listed', 0), as: { ...lender, basis: 'answer' as const } }
    assert.equal(folded([...words, answered]).certainty, 3)
  })
})

describe('Features of apps', () => {
  const cases: readonly [string, readonly Told[], number, Partial<ReturnType<typeof features>>][] =
    [
      ['nothing told', [], 10, { coverage: 'none', installs30Days: 0 }],
      ['a list without dates tells of no install', [told('listed', 5)], 10, { installs30Days: 0 }],
      [
        'what came with the phone was not installed',
        [told('listed', 5, { system: true, firstInstalledAt: hours(4) })],
        10,
        { installs30Days: 0 },
      ],
      [
        'an install told twice is one',
        [told('installed', 5), told('listed', 30, { firstInstalledAt: hours(4) })],
        40,
        { installs30Days: 1, newLenders7Days: 1 },
      ],
      [
        'installed again after a removal is two',
        [told('installed', 5), told('removed', 6), told('installed', 7)],
        8,
        { installs30Days: 2, removals30Days: 1, newLenders7Days: 1 },
      ],
      [
        'seven days are seven days',
        [told('installed', 0)],
        7 * 24,
        { newLenders7Days: 0, newLenders30Days: 1 },
      ],
      [
        'thirty days are thirty days',
        [told('installed', 0)],
        30 * 24,
        { newLenders30Days: 0, installs30Days: 0 },
      ],
      [
        'a removed lender was new all the same',
        [told('installed', 5), told('removed', 6)],
        8,
        { newLenders7Days: 1 },
      ],
      [
        'what happens later is not known of earlier',
        [told('installed', 50)],
        40,
        { coverage: 'none', newLenders7Days: 0 },
      ],
      [
        'a removal told twice is one',
        [told('installed', 1), told('removed', 5), told('removed', 9)],
        10,
        { removals30Days: 1 },
      ],
    ]
  for (const [says, all, hour, expected] of cases) {
    it(says, () => {
      const got = features(all, hour)
      const picked = Object.fromEntries(
        Object.keys(expected).map((name) => [name, got[name as keyof typeof got]]),
      )
      assert.deepEqual(picked, expected)
    })
  }
  it('follow the newest records as to how much the person shows', () => {
    const all = [one(told('listed', 5)), one(told('listed', 9, { declared: true }))]
    assert.equal(appFeatures(all, hours(10)).coverage, 'declared')
    assert.equal(appFeatures(all.slice(0, 1), hours(10)).coverage, 'full')
  })
})
