/** Others' ids: what is not yours answers exactly as what is not there (DESIGN §16). */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BoundDoor } from '../../platform/http/faces.ts'
import type { Node } from '../../platform/http/input.ts'
import { allowed } from '../../platform/http/permit.ts'
import { askOf } from './cases.ts'
import { plain } from './knock.ts'
import type { Rig } from './rig.ts'
import { fullOf } from './sample.ts'

/** An id of these kinds says nothing of anybody's: the phone's own, a code's, and a shop's. */
const NOBODYS = new Set(['ins', 'otp', 'mer'])

export function hidesWhatIsOthers(rigOf: () => Rig): void {
  it('answers 404 to another’s id at every door, just as to one that is none', async () => {
    const rig = rigOf()
    const [owner, other] = [rig.at('active')[0]!, rig.at('active')[1]!]
    const theirs = await idsOf(rig, owner.customerId)
    const wrong: string[] = []
    const tried: string[] = []
    for (const { door, field, of } of idFields(rig)) {
      const id = theirs[of]
      assert.ok(id, `the owner has no ${of} to be tried at ${door.call.name}`)
      tried.push(`${door.call.name} ${of}`)
      const ask = async (value: string) => {
        const input = { ...fullOf(door.call.input), [field]: value }
        return plain(await rig.knock(askOf(door, input, other.token)))
      }
      const [stolen, made] = [await ask(id), await ask(`${of}_nobody`)]
      if (stolen !== made || !stolen.startsWith('{"status":404,')) {
        wrong.push(`${door.call.name} ${of}: ${stolen}; one that is none: ${made}`)
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(tried.length >= 5, `only ${tried.join(', ')} were tried`)
  })

  it('opens the same doors to whose it is', async () => {
    const rig = rigOf()
    const owner = rig.at('active')[0]!
    const theirs = await idsOf(rig, owner.customerId)
    const file = rig.faces.door('documents.file-of')!
    const { status, json } = await rig.knock(
      askOf(file, { documentId: theirs['doc'] }, owner.token),
    )
    assert.equal(status, 200)
    assert.ok(
      Buffer.from(json['base64'] as string, 'base64')
        .toString('latin1')
        .startsWith('%PDF'),
    )
  })
}

/** Every id a customer may name, door by door. */
function idFields(rig: Rig): { door: BoundDoor; field: string; of: string }[] {
  return rig.faces.doors.flatMap((door) => {
    if (!allowed(door.call.allow).includes('customer')) return []
    return Object.entries((door.call.input as Node).properties ?? {}).flatMap(([field, of]) => {
      const kind = of['x-id']
      return kind === undefined || NOBODYS.has(kind) ? [] : [{ door, field, of: kind }]
    })
  })
}

/** One id of each kind that belongs to the customer. */
async function idsOf(rig: Rig, customerId: string): Promise<{ [kind: string]: string }> {
  const { owner } = rig.house.db
  const rows = await owner<{ id: string }[]>`
    select id from lending.loan where customer_id = ${customerId}
    union all select id from lending.application where customer_id = ${customerId}
    union all select id from lending.limit_granted where customer_id = ${customerId}
    union all select id from documents.document where customer_id = ${customerId}
    union all select id from identity.account where customer_id = ${customerId}
    union all select id from payments.pay_link where customer_id = ${customerId}
    union all select ${customerId}`
  return Object.fromEntries(rows.map(({ id }) => [id.slice(0, id.indexOf('_')), id]))
}
