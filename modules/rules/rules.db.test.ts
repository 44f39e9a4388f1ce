import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { freshDatabase } from '#test/database'
import type { Actor, AnswerOf, Call, InputOf } from '#kernel/contract'
import { commands } from './commands.ts'
import { addHoliday, publishRule, ruleAt, workingDayAfter, workingDayOf } from './contract.ts'
import { queries } from './queries.ts'

const sharedRoot = resolve(
  process.env['DHARA_SHARED'] ?? resolve(import.meta.dirname, '../../../shared'),
)
const glideAt = join(sharedRoot, 'domain/vectors/iracp_dayend.json')
const sharedRequired = (process.env['DHARA_REQUIRE'] ?? '').split(',').includes('shared')
const actor: Actor = { kind: 'staff', id: 'stf_1', roles: ['risk', 'ops'] }

describe('Rules', () => {
  let house: Awaited<ReturnType<typeof freshDatabase>>
  before(async () => {
    house = await freshDatabase({ modules: ['rules'] })
  })
  after(() => house.drop())

  /** Runs the shell of a command or query in a transaction of its own. */
  const ask = <C extends Call>(call: C, input: InputOf<C>): Promise<AnswerOf<C>> =>
    house.db.transact('rules', {}, (open) => {
      const door = [...commands, ...queries].find((one) => 'call' in one && one.call === call)
      if (!door || !('shell' in door)) throw new Error(`no shell for ${call.name}`)
      return door.shell(input as never, open.tx({ actor })) as Promise<AnswerOf<C>>
    })
  const valueOn = async (code: string, on: string) =>
    (await ask(ruleAt, { code, on: date(on) })).rule?.value

  it('give the base layer its NPA days along the glide path (IRAC-10)', async (t) => {
    if (!existsSync(glideAt) && !sharedRequired) return t.skip('the shared test cases are absent')
    const file = JSON.parse(readFileSync(glideAt, 'utf8')) as {
      vectors: { id: string; expected: Record<string, number> }[]
    }
    const glide = file.vectors.find(({ id }) => id === 'IRAC-10')?.expected ?? {}
    assert.ok(Object.keys(glide).length > 0, 'IRAC-10 has days')
    for (const [on, days] of Object.entries(glide)) {
      assert.equal((await valueOn('npa.overdue-days', on))?.['BL'], days, on)
    }
  })

  it('keep the cooling-off of 2022 for its own days (DL-09)', async () => {
    assert.equal((await valueOn('digital-lending.cooling-off', '2025-05-07'))?.['daysMin'], 3)
    assert.equal((await valueOn('digital-lending.cooling-off', '2025-05-08'))?.['daysMin'], 1)
  })

  it('know no rule before its first day', async () =>
    assert.equal(await valueOn('kfs.validity', '2024-09-30'), undefined))

  it('count working days over a holiday and a weekend', async () => {
    // Friday 2026-01-23, then the fourth Saturday, Sunday, Republic Day.
    const answer = await ask(workingDayAfter, { on: date('2026-01-23'), days: 1 })
    assert.equal(answer.on, '2026-01-27')
    assert.deepEqual(await ask(workingDayOf, { on: date('2026-01-26') }), {
      working: false,
      holiday: 'Republic Day',
    })
  })

  it('end the present rule the day before a new one', async () => {
    const next = {
      code: 'promotion.hours',
      effectiveFrom: date('2027-01-01'),
      says: 'Promotional messages only within these hours',
      value: { from: '10:00', to: '20:00' },
      instrument: 'a test',
      para: '',
      cites: 'WINDOW',
      level: 'V',
      verifiedBy: 'a compliance officer',
    } as const
    assert.ok('ruleId' in (await ask(publishRule, next)))
    assert.equal((await valueOn('promotion.hours', '2026-12-31'))?.['to'], '21:00')
    assert.equal((await valueOn('promotion.hours', '2027-01-01'))?.['to'], '20:00')
    assert.deepEqual(await ask(publishRule, next), { refused: 'not-later' })
  })

  it('refuse a holiday twice, and one gone by', async () => {
    const day = { calendar: 'india-bank', on: date('2099-03-03'), name: 'Holi' } as const
    assert.ok('holidayId' in (await ask(addHoliday, day)))
    assert.deepEqual(await ask(addHoliday, day), { refused: 'already-a-holiday' })
    const gone = { ...day, on: date('2001-03-03') }
    assert.deepEqual(await ask(addHoliday, gone), { refused: 'day-gone-by' })
  })
})
