/** The owner's commands on a log that really has something parked, and something to replay. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { on, type Log } from '#platform/log'
import { openLog } from '../platform/log/embedded-log.ts'
import {
  cus,
  emit,
  Happened,
  note,
  optionsOf,
  scene,
  until,
} from '../platform/log/scene.fixture.ts'
import type { House } from '../platform/runtime/house.ts'
import type { AtHouse } from './errand.ts'
import { atHouse as parked } from './parked.ts'
import { atHouse as replay } from './replay.ts'
import { atHouse as verify } from './verify.ts'

const picky = on(Happened, 'note', async (fact, tx) => {
  if (fact.data.n < 0) throw new Error('indigestible')
  await note(fact, tx)
})

/** What a command says in a house of which only the log is open, and its exit code. */
function told(log: Log) {
  return async (command: AtHouse, ...args: string[]) => {
    const lines: string[] = []
    const code = await command({ log } as House, args, (text) => lines.push(text))
    return { code, text: lines.join('\n') }
  }
}

async function withLog(body: (log: Log) => Promise<void>): Promise<void> {
  await using fresh = await scene()
  const log = openLog(optionsOf(fresh, [{ name: 'beta', reactions: [picky] }]))
  await log.start()
  try {
    for (const n of [1, -2, 3, -4]) await emit(fresh, cus(n), Happened({ n }))
    await until(async () => (await log.parked.list()).length === 2)
    await body(log)
  } finally {
    await log.stop()
  }
}

test('what is parked is listed, looked at, mended and run again', () =>
  withLog(async (log) => {
    const tell = told(log)
    const listed = await tell(parked)
    assert.match(listed.text, /beta\.note {2}alpha\.happened {2}cus_-4 .* indigestible/)
    const id = /^\d+/.exec(listed.text)?.[0] ?? ''
    assert.match((await tell(parked, 'inspect', id)).text, /"n": -4/)
    assert.equal((await tell(parked, 'redrive', id)).code, 1)
    assert.equal((await tell(parked, 'mend', id, 'no', 'json')).code, 2)
    assert.equal((await tell(parked, 'mend', id, '{"n":', '4}')).code, 0)
    assert.deepEqual(await tell(parked, 'redrive', id), { code: 0, text: '1 handled.' })
    assert.equal((await tell(parked, 'list', '--key', cus(-4))).text, 'Nothing is parked.')
  }))

test('all are run again together; one that fails again makes the code 1', () =>
  withLog(async (log) => {
    const tell = told(log)
    const [newest] = await log.parked.list()
    await log.parked.mend(newest!.id, { n: 4 })
    const { code, text } = await tell(parked, 'redrive', '--all', '--group', 'beta.note')
    assert.equal(code, 1)
    assert.match(text, /failed again: Error: indigestible\n1 handled, 1 failed\.$/)
  }))

test('a replay wants its yes, and answers when the group has caught up', () =>
  withLog(async (log) => {
    const tell = told(log)
    assert.deepEqual(await tell(replay), { code: 0, text: 'beta.note' })
    assert.equal((await tell(replay, 'beta.note', '--from', 'earliest')).code, 2)
    assert.equal((await tell(replay, 'beta.note', '--from', 'soon', '--yes')).code, 2)
    const done = await tell(replay, 'beta.note', '--from', 'earliest', '--yes')
    assert.deepEqual(done, { code: 0, text: 'beta.note has caught up.' })
  }))

test('the log is verified to the last fact', () =>
  withLog(async (log) => {
    const { code, text } = await told(log)(verify)
    assert.equal(code, 0)
    assert.match(text, /4 facts in \d segments are as they were appended\.$/)
  }))
