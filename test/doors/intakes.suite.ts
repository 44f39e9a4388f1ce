/** Doors for batches: what phones and partners' servers send, spoilt in every way, and again. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { BoundIntake } from '../../platform/http/faces.ts'
import { misanswered, type Case } from './cases.ts'
import type { Answer, Ask } from './knock.ts'
import type { Rig } from './rig.ts'
import { fullOf, spoiltOf } from './sample.ts'
import type { Senders } from './sender.ts'

/** Fewer than of one sender are let in at once: one more is 429. */
const AT_ONCE = 3
const BATCH_BYTES_MAX = 1024 * 1024
const GZIP = { 'content-encoding': 'gzip' }

export function takesOnlyBatches(rigOf: () => Rig, sendersOf: () => Senders): void {
  it('answers 400 to a batch spoilt in every way, of phones and of servers', async () => {
    const cases = open(rigOf(), sendersOf()).flatMap((door) =>
      spoiltOf(door.intake.head).map(({ how, input }) => bad(door, how, { body: whole(input) })),
    )
    assert.ok(cases.length > 100, `only ${cases.length} cases were drawn`)
    assert.deepEqual(await misanswered(rigOf(), cases, AT_ONCE), [])
  })

  it('answers 400, 413 or 415 to what is no batch, packed or not, and to a bomb', async () => {
    const cases = open(rigOf(), sendersOf()).flatMap(unreadable)
    assert.deepEqual(await misanswered(rigOf(), cases, AT_ONCE), [])
  })

  it('answers 401 or 403 to whoever is not their sender', async () => {
    const cases = rigOf().faces.intakes.flatMap((one) => strange(rigOf(), sendersOf(), one))
    assert.deepEqual(await misanswered(rigOf(), cases, AT_ONCE), [])
  })

  it('takes nothing of a phone whose person did not consent, nor for another person', async () => {
    const { phone, silent, service } = sendersOf()
    const cases = phones(rigOf()).flatMap(({ intake: { intake: path } }): Case[] => {
      const body = { batchId: 'not-consented', records: [] }
      const theirs = { ...body, customerId: phone.customerId }
      const no = { status: 403, code: 'no-consent' }
      return [
        { about: `${path}, no consent`, ask: { path, token: silent.token, body }, ...no },
        { about: `${path}, for another`, ask: { path, token: phone.token, body: theirs }, ...BAD },
      ]
    })
    const proof = fullOf(serviceDoor(rigOf()).intake.head)['proof'] as object
    const wrong = { ...proof, principalId: silent.customerId, purposeCode: 'device-sms' }
    const sent = { batchId: 'for-another', customerId: phone.customerId, proof: wrong, records: [] }
    const { intake: path } = serviceDoor(rigOf()).intake
    const refused = ['proof-altered', 'proof-of-another-person']
    cases.push({
      about: `${path}, with the proof of another`,
      ask: { path, token: service, body: sent },
      ...{ status: 409, code: refused },
    })
    assert.deepEqual(await misanswered(rigOf(), cases, AT_ONCE), [])
  })
}

export function takesBatchesOnce(rigOf: () => Rig, sendersOf: () => Senders): void {
  it('takes a batch in once, whatever is packed how, and no other under its id', async () => {
    const { token, customerId } = sendersOf().phone
    for (const { intake } of phones(rigOf())) {
      const path = intake.intake
      const batch = { batchId: 'door-test-again', records: recordsOf(path) }
      const packed = { path, token, raw: gzipSync(JSON.stringify(batch)), headers: GZIP }
      const plain = { path, token, body: batch }
      const asks: Ask[] = [packed, plain, packed, plain]
      const answers = await Promise.all(asks.map((ask) => rigOf().knock(ask)))
      const texts = new Set(answers.map(({ status, text }: Answer) => `${status} ${text}`))
      assert.deepEqual([...texts], [texts.values().next().value], path)
      assert.deepEqual([answers[0]!.status, answers[0]!.json['taken']], [200, 1], path)
      const other = { ...batch, records: [] }
      const { status, json } = await rigOf().knock({ path, token, body: other })
      assert.deepEqual([status, json['code']], [422, 'batch-reused'], path)
    }
    assert.equal(await batchesOf(rigOf(), customerId), phones(rigOf()).length)
  })
}

/** A door, and whose token opens it. */
type Opened = BoundIntake & { readonly token: string }

const phones = ({ faces }: Rig): BoundIntake[] =>
  faces.intakes.filter(({ intake }) => !intake.credential)

/** The one our credential is for. */
const serviceDoor = ({ faces }: Rig): BoundIntake =>
  faces.intakes.find(({ intake }) => intake.credential && intake.intake.endsWith('/sms'))!

const open = (rig: Rig, { phone, service }: Senders): Opened[] => [
  ...phones(rig).map((door) => ({ ...door, token: phone.token })),
  { ...serviceDoor(rig), token: service },
]

const BAD = { status: 400, code: 'invalid-input' } as const
const bad = ({ intake, token }: Opened, how: string, sent: Partial<Ask>): Case => ({
  about: `${intake.intake} with ${how}`,
  ask: { path: intake.intake, token, ...sent },
  ...BAD,
})

/** The spoilt head as it would come: with its records beside it. */
const whole = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? { ...input, records: [] }
    : input

function unreadable(door: Opened): Case[] {
  const { head, recordsMax } = door.intake
  const full = fullOf(head)
  const broken = (how: string, raw: string | Buffer, status: number, code: string): Case => ({
    ...bad(door, how, { raw, headers: typeof raw === 'string' ? {} : GZIP }),
    ...{ status, code },
  })
  const many = Array.from({ length: recordsMax + 1 }, () => ({}))
  const half = gzipSync(JSON.stringify(full)).subarray(0, 20)
  const records = [undefined, null, {}, 'x', 7, many]
  const media = { status: 415, code: 'unsupported-media' }
  return [
    ...records.map((of, i) => bad(door, `records, ${i}`, { body: { ...full, records: of } })),
    ...['{', '', '\u0000', 'no'].map((raw) => broken(raw, raw, 400, 'malformed-json')),
    broken('bytes that are no text', gzipSync(Buffer.from([0xff])), 400, 'malformed-json'),
    broken('what is not packed', Buffer.from('not gzip'), 400, 'bad-request'),
    broken('half of what was packed', half, 400, 'bad-request'),
    broken('too much', 'x'.repeat(BATCH_BYTES_MAX + 1), 413, 'too-large'),
    broken('a bomb', gzipSync(Buffer.alloc(64 * BATCH_BYTES_MAX)), 413, 'too-large'),
    { ...bad(door, 'text', { raw: 'x', headers: { 'content-type': 'text/plain' } }), ...media },
    {
      ...bad(door, 'packed twice', { raw: 'x', headers: { 'content-encoding': 'gzip, gzip' } }),
      ...media,
    },
  ]
}

/** Nobody, a forger, the staff; a phone at a server's door, and a server at any other. */
function strange({ staff }: Rig, { phone, service }: Senders, { intake }: BoundIntake): Case[] {
  const body = { batchId: 'not-his-door', records: [] }
  const ask = { path: intake.intake, body }
  const code = ['token-invalid', 'token-expired']
  const about = (who: string) => `${intake.intake} by ${who}`
  const forged = { ...ask, token: 'A'.repeat(43) }
  const anyone: Case[] = [
    { about: about('nobody'), ask, status: 401, code: 'not-signed-in' },
    { about: about('a forger'), ask: forged, status: 401, code },
  ]
  const ours = { ...ask, token: staff['admin']!.token }
  const server: Case = {
    ...{ about: about('a server'), ask: { ...ask, token: service }, status: 401, code },
  }
  if (!intake.credential) {
    return [...anyone, server, { about: about('staff'), ask: ours, status: 403, code: 'forbidden' }]
  }
  const theirs = { ...ask, token: phone.token }
  return [
    ...anyone,
    ...(intake.intake.endsWith('/sms') ? [] : [server]),
    { about: about('staff'), ask: ours, status: 401, code },
    { about: about('a phone'), ask: theirs, status: 401, code },
  ]
}

const AT = '2026-01-05T03:00:00.000Z'
const recordsOf = (path: string): object[] =>
  path.endsWith('/apps')
    ? [{ what: 'listed', package: 'in.shop.one', at: AT }]
    : [{ sender: 'VM-TESTBK', body: 'Rs.10.00 debited from A/c XX12 by UPI', at: AT }]

/** How many batches the log tells of as taken from this person. */
async function batchesOf(rig: Rig, key: string): Promise<number> {
  await rig.settle()
  const rows = await rig.house.db.owner<{ data: string }[]>`
    select data from platform.log_seg where topic = 'device' and data like ${`%${key}%`}`
  const facts = rows.flatMap(({ data }) => JSON.parse(data) as { type: string; key: string }[])
  return facts.filter((fact) => fact.key === key && fact.type === 'device.batch-taken').length
}
