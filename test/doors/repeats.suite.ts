/** Idempotency at every mutation: one key, one body, one effect, one answer (DESIGN §10). */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BoundDoor } from '../../platform/http/faces.ts'
import { allowed } from '../../platform/http/permit.ts'
import { freshKey, plain } from './knock.ts'
import { freshPhone, newcomer } from './newcomer.ts'
import type { Rig } from './rig.ts'
import { fullOf, otherOf, type Fields } from './sample.ts'
import { MOVES_THE_HOUSE } from './cases.ts'

export function answersOnce(rigOf: () => Rig): void {
  it('gives two at once with one key one effect and one answer, at every command', async () => {
    const rig = rigOf()
    const token = (await newcomer(rig)).token
    const wrong: string[] = []
    for (const door of commandsOf(rig)) {
      const key = freshKey()
      const body = bodyOf(door)
      const send = () => rig.knock({ path: door.path, token: tokenAt(rig, door, token), body, key })
      const answers = [...(await Promise.all([send(), send(), send()])), await send()]
      const said = new Set(answers.map(plain))
      if (said.size !== 1 || answers[0]!.status >= 500) {
        wrong.push(`${door.call.name}: ${[...said].join(' / ')}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('answers 422 to a key that was used with another body, at every command', async () => {
    const rig = rigOf()
    const token = (await newcomer(rig)).token
    const wrong: string[] = []
    let tried = 0
    for (const door of commandsOf(rig)) {
      const key = freshKey()
      const body = bodyOf(door)
      const other = otherOf(door.call.input, body)
      if (other === undefined) continue
      const as = tokenAt(rig, door, token)
      const first = await rig.knock({ path: door.path, token: as, body, key })
      // What was never begun (not theirs, too often) left the key free.
      if (first.status !== 200 && first.status !== 202 && first.status !== 409) continue
      tried += 1
      const second = await rig.knock({ path: door.path, token: as, body: other, key })
      if (second.status === 422 && second.json['code'] === 'key-reused') continue
      wrong.push(`${door.call.name}: ${second.status} ${second.text.slice(0, 100)}`)
    }
    assert.deepEqual(wrong, [])
    assert.ok(tried >= 12, `only ${tried} commands were tried`)
  })

  it('answers 422 to a key that was used at another door', async () => {
    const { token } = await newcomer(rigOf())
    const key = freshKey()
    await rigOf().knock({ path: '/v1/lending/withdraw-application', token, body: {}, key })
    const start = { product: 'personal' }
    const path = '/v1/lending/start-application'
    const { status } = await rigOf().knock({ path, token, body: start, key })
    assert.equal(status, 422)
  })

  it('knows a token no more from the moment its person signed out', async () => {
    const { token } = await newcomer(rigOf())
    const look = async () =>
      (await rigOf().knock({ method: 'GET', path: '/v1/app/next', token })).status
    assert.equal(await look(), 200)
    const out = await rigOf().knock({ path: '/v1/gateway/sign-out', token, body: {} })
    assert.equal(out.status, 200)
    assert.equal(await look(), 401)
  })

  it('keeps the keys of two people apart', async () => {
    const [one, two] = [await newcomer(rigOf()), await newcomer(rigOf())]
    const key = freshKey()
    const path = '/v1/lending/start-application'
    const start = async ({ token }: { token: string }) =>
      (await rigOf().knock({ path, token, body: { product: 'personal' }, key })).json
    const [first, second] = [await start(one), await start(two)]
    assert.ok(first['applicationId'] && second['applicationId'])
    assert.notEqual(first['applicationId'], second['applicationId'])
  })
}

const commandsOf = (rig: Rig): readonly BoundDoor[] =>
  rig.faces.doors.filter(({ call }) => {
    const isOurs = allowed(call.allow).every((who) => who.startsWith('module:'))
    return call.kind === 'command' && !isOurs && !MOVES_THE_HOUSE.has(call.name)
  })

/** A phone of its own each time: how often one may ask for a code is another matter. */
function bodyOf({ call }: BoundDoor): Fields {
  const full = fullOf(call.input)
  return 'phone' in full ? { ...full, phone: freshPhone() } : full
}

function tokenAt(rig: Rig, { call }: BoundDoor, customer: string): string | undefined {
  const who = allowed(call.allow)
  if (who.includes('visitor')) return undefined
  if (who.includes('customer')) return customer
  return rig.staff['second']!.token
}
