import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, test } from 'node:test'
import {
  houseRunsOn,
  openControl,
  socketOf,
  throughControl,
  type Errand,
  type Said,
} from './control.ts'
import { StartFault } from './start-fault.ts'

const folders: string[] = []
function folder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'dhara-control-')))
  return folders.at(-1) as string
}
afterEach(() => {
  for (const one of folders.splice(0)) rmSync(one, { recursive: true })
})

const errands: { readonly [command: string]: Errand } = {
  count: async ([to], say) => {
    for (let n = 1; n <= Number(to); n++) say(`${n}`, { n })
    return 0
  },
  break: async () => {
    throw new Error('it broke')
  },
}

async function asked(at: string, command: string, ...args: string[]) {
  const said: Said[] = []
  const code = await throughControl(at, { command, args }, (line) => said.push(line))
  return { code, said }
}

test('what a command says comes line by line, and its exit code last', async () => {
  const at = folder()
  const close = await openControl(at, errands)
  const { code, said } = await asked(at, 'count', '3')
  assert.equal(code, 0)
  assert.deepEqual(said[2], { text: '3', data: { n: 3 } })
  await close()
})

test('several may ask at once, and each hears its own answer', async () => {
  const at = folder()
  const close = await openControl(at, errands)
  const all = await Promise.all([1, 20, 300].map((n) => asked(at, 'count', String(n))))
  assert.deepEqual(
    all.map(({ said }) => said.length),
    [1, 20, 300],
  )
  await close()
})

test('a command that throws, or that the house does not know, ends with 1 and why', async () => {
  const at = folder()
  const close = await openControl(at, errands)
  assert.deepEqual(await asked(at, 'break'), { code: 1, said: [{ text: 'it broke' }] })
  for (const name of ['burn', 'constructor', '__proto__']) {
    assert.equal((await asked(at, name)).code, 1)
  }
  await close()
})

test('what is no request is answered, and the next one is served', async () => {
  const at = folder()
  const close = await openControl(at, errands)
  const socket = createConnection(socketOf(at)).end('not json\n')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  assert.match(text, /\{"code":1\}\n$/)
  assert.equal((await asked(at, 'count', '1')).code, 0)
  await close()
})

test('the socket is its owner’s alone, and gone when the house is', async () => {
  const at = folder()
  const close = await openControl(at, errands)
  assert.equal(statSync(socketOf(at)).mode & 0o777, 0o600)
  assert.equal(await houseRunsOn(at), true)
  await close()
  assert.equal(await houseRunsOn(at), false)
})

test('a house that stops cuts off who still waits', async () => {
  const at = folder()
  const close = await openControl(at, { wait: () => new Promise(() => {}) })
  const waiting = asked(at, 'wait')
  await Promise.all([
    assert.rejects(waiting, /stopped before it had answered/),
    pause(50).then(close),
  ])
})

test('a house that is killed before it read the request is told of in one sentence', async () => {
  const at = folder()
  const killed = createServer({ pauseOnConnect: true }, (socket) => socket.destroy())
  await new Promise<void>((done) => killed.listen(socketOf(at), done))
  await assert.rejects(asked(at, 'wait'), /stopped before it had answered/)
  await new Promise((done) => killed.close(done))
})

test('one that kill -9 left is replaced', async () => {
  const at = folder()
  writeFileSync(join(at, 'control.sock'), '')
  const close = await openControl(at, errands)
  assert.equal((await asked(at, 'count', '1')).code, 0)
  await close()
})

test('a folder whose path is too long for a socket has one all the same', async () => {
  const at = join(folder(), 'a'.repeat(90))
  mkdirSync(at)
  const close = await openControl(at, errands)
  assert.ok(Buffer.byteLength(socketOf(at)) < 104)
  assert.equal((await asked(at, 'count', '1')).code, 0)
  await close()
})

test('without a house there is one clear sentence', async () => {
  await assert.rejects(asked(folder(), 'count'), (fault: unknown) => {
    assert.ok(fault instanceof StartFault)
    assert.match(fault.message, /^No house runs on .*: start one with `npm start`/)
    return true
  })
})
