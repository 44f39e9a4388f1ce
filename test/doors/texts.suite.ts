/** What people type is text and nothing else: no field of any door is read as SQL or a pattern. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fits, type Node } from '../../platform/http/input.ts'
import { allowed } from '../../platform/http/permit.ts'
import { askOf, inLanes, MOVES_THE_HOUSE, tokensFor } from './cases.ts'
import type { Answer } from './knock.ts'
import { newcomer } from './newcomer.ts'
import type { Rig } from './rig.ts'
import { fullOf } from './sample.ts'

const TEXTS = [
  "'; drop table person; --", "' or '1'='1", '%', '_', '\\', '${1}', '"',
  '<script>alert(1)</script>', '../../etc/passwd', '\u202e\u{1F600}', '__proto__', 'null', '٣',
] // prettier-ignore

export function readsTextAsText(rigOf: () => Rig): void {
  it('takes or refuses signs of SQL in every field of every door, and never breaks', async () => {
    const rig = rigOf()
    const customer = (await newcomer(rig)).token
    const wrong: string[] = []
    const tries = rig.faces.doors.flatMap((door) => {
      const tokens = MOVES_THE_HOUSE.has(door.call.name) ? [] : tokensFor(rig, door)
      const isTheirs = allowed(door.call.allow).includes('customer')
      return tokens.slice(0, 1).flatMap((token) =>
        laden(door.call.input).map((input) => ({
          about: `${door.call.name} ${JSON.stringify(input).slice(0, 90)}`,
          ask: askOf(door, input, token && (isTheirs ? customer : token)),
        })),
      )
    })
    assert.ok(tries.length > 300, `only ${tries.length} were tried`)
    await inLanes(tries, async ({ about, ask }) => {
      const { status } = await rig.knock(ask)
      if (status >= 500) wrong.push(`${about}: ${status}`)
    })
    assert.deepEqual(wrong, [])
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
      await inLanes(TEXTS, async (search) => {
        const { status, json } = await ask({ search })
        const rows = (json['rows'] ?? []) as object[]
        const isHit = rows.every((row) => JSON.stringify(row).includes(search))
        if (status !== 200 || !isHit) wrong.push(`${path} ${search}: ${status}`)
      })
      await inLanes(spoiltQuestions(entity), async (question) => {
        const { status, text } = await ask(question)
        if (status === 400) return
        wrong.push(`${path} ${JSON.stringify(question)}: ${status} ${text.slice(0, 80)}`)
      })
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
    const fitting = (values as unknown[]).filter((text) => fits(of, text))
    // A secret is hashed, at length: three tell as much as all.
    const some = of['x-class'] === 'secret' ? fitting.slice(0, 3) : fitting
    return some.map((text) => ({ ...full, [name]: text }))
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
