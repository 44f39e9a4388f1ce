/**
 * A module never knows whether it runs alone or beside the others: the same people live through the
 * same weeks in one process and in two on one database, and the tables are alike at the end.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addDays, atTime, date } from '#kernel/dates'
import { moduleNames } from '../../main.ts'
import { freePort } from '../../platform/runtime/instance.ts'
import { openHousehold, type Household, type Split } from './household.ts'
import { differences, type Tables } from './likeness.ts'

const BEGIN = date('2026-01-05')
const SEED = '7'
/** Past the first due date, and the answer of the bank. */
const DAYS = [1, 10, 35, 40]
const GOOD = {
  ...{ score: 830, pan: 'valid', pennyDrop: 'success', sanctioned: false },
  ...{ mandate: 'confirmed', payout: 'processed', presentment: 'settled', sms: 'delivered' },
}
const PEOPLE = [GOOD, { ...GOOD, score: 520 }]
const FRONT = ['gateway', 'identity', 'comms']
const CORE = moduleNames.filter((name) => !FRONT.includes(name))

/** One borrows and pays an instalment, one is declined. */
async function lived({ parts }: Household): Promise<Tables> {
  const first = parts[0]!
  for (const traits of PEOPLE) {
    const minted = { method: 'POST', path: '/people/mint', body: { until: 'active', traits } }
    const { n, name } = await first.tell<{ n: number; name: string }>('sandbox', minted)
    const body = { ...traits, nameAtBank: name, subject: `person-${n}` }
    await first.tell('sandbox', { method: 'POST', path: '/traits', body })
  }
  for (const day of DAYS) {
    await first.tell('moveTo', atTime(addDays(BEGIN, day), '10:00'))
  }
  const clocks = await Promise.all(parts.map(({ tell }) => tell('now')))
  assert.deepEqual([...new Set(clocks)], [atTime(addDays(BEGIN, 40), '10:00')], 'one clock')
  assert.deepEqual(await first.tell('parked'), [])
  return first.tell<Tables>('tables')
}

/** Opens it, and closes it whatever happens. */
async function within<T>(split: Split, body: (household: Household) => Promise<T>): Promise<T> {
  const household = await openHousehold(split, SEED)
  try {
    return await body(household)
  } finally {
    await household.close()
  }
}

test('one process or two: the same people, the same books', async () => {
  const inTwo = within([CORE, FRONT], async (household) => {
    const tables = await lived(household)
    await refusesATakenModule(household)
    await leavesInOrder(household)
    return tables
  })
  const [alone, two] = await Promise.all([within([[]], lived), inTwo])
  assert.deepEqual(differences(alone, two), [])
  assert.equal(alone['lending.loan']?.length, 1)
  assert.match(alone['lending.loan_fact']!.join('\n'), /"kind":"repaid"/)
})

async function refusesATakenModule({ begin }: Household): Promise<void> {
  const second = begin(['comms'], await freePort())
  await assert.rejects(second, /Dhara is already running on .*: stop it first/)
}

/** The first to come does not stop the server under the others; the last to leave does. */
async function leavesInOrder({ parts, data }: Household): Promise<void> {
  const [core, front] = parts
  const pid = join(data, 'postgres', 'postmaster.pid')
  await core!.stop()
  assert.ok(existsSync(pid), 'the server still runs')
  assert.equal(typeof (await front!.tell('tables')), 'object')
  await front!.stop()
  assert.ok(!existsSync(pid), 'the server is stopped')
}
