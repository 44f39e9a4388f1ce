/** What people type is text and nothing else: no field of any door is read as SQL or a pattern. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fits, type Node } from '../../platform/http/input.ts'
import { allowed } from '../../platform/http/permit.ts'
import { askOf, MOVES_THE_HOUSE, tokensFor } from './cases.ts'
import type { Answer } from './knock.ts'
import { newcomer } from './newcomer.ts'
import type { Rig } from './rig.ts'
import { fullOf } from './sample.ts'

const TEXTS = [
  "'; drop table person; --", "' or '1'='1", '%', '_', '\\', '$1', '${1}', '{{7*7}}', '"', '`',
  "Robert'); delete from lending.loan; --", '<script>alert(1)</script>', '../../etc/passwd', '…',
  '\u202e', '\u{1F600}', 'constructor', '__proto__', 'null', '٣',
] // prettier-ignore

export function readsTextAsText(rigOf: () => Rig): void {
  it('takes or refuses signs of SQL in every field of every door, and never breaks', async () => {
    const rig = rigOf()
    const customer = (await newcomer(rig)).token
    const wrong: string[] = []
    let tried = 0
    for (const door of rig.faces.doors) {
      if (MOVES_THE_HOUSE.has(door.call.name)) continue
      const isTheirs = allowed(door.call.allow).includes('customer')
      const [token] = tokensFor(rig, door)
      if (token === undefined && !isTheirs) continue
      for (const input of laden(door.call.input)) {
        tried += 1
        const answer = await rig.knock(askOf(door, input, token && (isTheirs ? customer : token)))
        if (answer.status < 500) continue
        wrong.push(`${door.call.name} ${JSON.stringify(input).slice(0, 90)}: ${answer.status}`)
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(tried > 60, `only ${tried} were tried`)
  })

  it('finds nothing by signs of SQL in any list', async () => {
    const rig = rigOf()
    const wrong: string[] = []
    for (const { path, entity } of rig.faces.shelves) {
      const role = allowed(entity.allow).find((name) => name in rig.staff)!
      const ask = (question: object): Promise<Answer> =>
        rig.knock({
          ...{ method: 'GET', token: rig.staff[role]!.token },
          path: `${path}/list?q=${encodeURIComponent(JSON.stringify(question))}`,
        })
      for (const search of TEXTS) {
        const { status, json } = await ask({ search })
        const rows = (json['rows'] ?? []) as object[]
        const isHit = rows.some((row) => JSON.stringify(row).includes(search))
        if (status !== 200 || (rows.length > 0 && !isHit))
          wrong.push(`${path} ${search}: ${status}`)
      }
      for (const question of spoiltQuestions(entity)) {
        const { status, text } = await ask(question)
        if (status === 400) continue
        wrong.push(`${path} ${JSON.stringify(question)}: ${status} ${text.slice(0, 80)}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('keeps what was typed to the letter', async () => {
    const rig = rigOf()
    const { customerId } = await newcomer(rig)
    const says = "he wrote '; drop table signal; -- \\ % _ ${x} \u{1F600}"
    const body = { customerId, code: 'typed', weight: 'review', says }
    const token = rig.staff['risk']!.token
    const { status } = await rig.knock({ path: '/v1/fraud/raise-signal', body, token })
    assert.equal(status, 200)
    const rows = await rig.house.db.owner`
      select says from fraud.signal where customer_id = ${customerId}`
    assert.deepEqual([...rows], [{ says }])
  })
}

/** The input with each of the texts in each field it fits. */
function laden(schema: Node): object[] {
  const full = fullOf(schema)
  return Object.entries(schema.properties ?? {}).flatMap(([name, of]) => {
    const values = of['x-kind'] === 'map' ? TEXTS.map((text) => ({ [text]: text })) : TEXTS
    return values.filter((text) => fits(of, text)).map((text) => ({ ...full, [name]: text }))
  })
}

function spoiltQuestions(entity: Rig['faces']['shelves'][number]['entity']): object[] {
  const filters = entity.filters.flatMap((field) => [
    { filter: { [field]: 'a\u0000b' } },
    { filter: { [field]: { from: 'a', sql: 'b' } } },
    { filter: { [field]: Array(51).fill('x') } },
  ])
  const cursor = Buffer.from(JSON.stringify(['id', false, null, "' or 1=1"])).toString('base64url')
  return [
    ...filters,
    ...[{ filter: { "id' or '1'='1": 'x' } }, { sort: 'id; drop table person' }, { desc: 'yes' }],
    ...[{ limit: 101 }, { limit: 0 }, { limit: 1.5 }, { search: 'x'.repeat(101) }, { other: 1 }],
    ...[{ search: 'a\u0000b' }, { cursor: 'x' }, { cursor }, { cursor: spoiltCursor(entity) }],
  ]
}

/** A cursor in the right order whose place no column could hold. */
const spoiltCursor = ({ sort }: Rig['faces']['shelves'][number]['entity']): string =>
  Buffer.from(JSON.stringify([sort[0] ?? 'id', false, 'a\u0000b', 'x'])).toString('base64url')
