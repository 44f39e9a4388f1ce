import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { freshDatabase, type Fresh } from '#test/database'
import { checkPort, freePort, holdInstance, Taken } from './instance.ts'
import { StartFault } from './start-fault.ts'

let fresh: Fresh
before(async () => void (fresh = await freshDatabase({ modules: [] })))
after(() => fresh.drop())
const hold = (...modules: string[]) => holdInstance(fresh.url, modules, '/data')
const isTaken = (sentence: RegExp) => (fault: unknown) =>
  fault instanceof Taken && sentence.test(fault.message)

test('a second house on one database is told so', async () => {
  const { release } = await hold('lending', 'identity')
  await assert.rejects(hold('lending', 'identity'), isTaken(/^Dhara is already running on \/data:/))
  assert.equal(await release(), false)
  const again = await hold('lending', 'identity')
  await again.release()
})

test('two processes share a database, each with modules of its own', async () => {
  const lending = await hold('lending', 'payments')
  const identity = await hold('identity')
  await assert.rejects(hold('gateway', 'payments'), isTaken(/^Dhara’s payments is already running/))
  // Who was refused has kept nothing.
  const gateway = await hold('gateway')
  assert.deepEqual(
    [lending, identity, gateway].map(({ first }) => first),
    [true, false, false],
  )
  for (const one of [lending, identity, gateway]) await one.release()
})

test('whoever lets go is told whether others of the house go on', async () => {
  const [lending, identity] = [await hold('lending'), await hold('identity')]
  assert.equal(await lending.release(), true)
  const again = await hold('lending')
  assert.equal(again.first, true, 'the clock is free again')
  await identity.release()
  assert.equal(await again.release(), false)
})

test('an instance that ends within the wait gives way', async () => {
  const { release } = await hold('lending')
  const waiting = hold('lending')
  await new Promise((done) => setTimeout(done, 300))
  await release()
  const after = await waiting
  await after.release()
})

test('a taken port is one sentence; a free one is nobody’s', async () => {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await assert.rejects(checkPort(port), (fault: unknown) => {
    assert.ok(fault instanceof StartFault)
    assert.match(fault.message, new RegExp(`^Port ${port} is taken: .*PORT`))
    return true
  })
  server.close()
  await checkPort(await freePort())
  await checkPort(0)
})
