/** Nothing personal rests in the open, and every answer tells the browser what it may not do. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { holdsClassed } from '../../platform/http/input.ts'
import { tablesOf } from './mark.ts'
import type { Rig } from './rig.ts'

const FIELDS = 6

export function keepsPeoplePrivate(rigOf: () => Rig): void {
  it('knows the people of this test, and would find them', async () => {
    const { people, staff } = rigOf()
    assert.equal(personalIn(rigOf(), JSON.stringify(people)).length, people.length * FIELDS)
    const { person, customerId } = rigOf().at('active')[0]!
    const body = { customerId, purpose: 'a test of the doors' }
    const token = staff['ops']!.token
    const { json } = await rigOf().knock({ path: '/v1/identity/reveal-person', body, token })
    assert.deepEqual(
      [json['name'], json['phone'], json['pan']],
      [person.name, person.phone, person.pan],
    )
  })

  it('writes nothing personal into its log files', () => {
    const folder = join(rigOf().house.folder, 'logs')
    const files = readdirSync(folder).filter((name) => name.includes('.ndjson'))
    assert.ok(files.length > 0, 'no log file was written')
    const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
    assert.deepEqual(personalIn(rigOf(), text), [])
  })

  it('lets nothing personal into the log of facts', async () => {
    const rows = await rigOf().house.db.owner<{ data: string }[]>`
      select data from platform.log_seg`
    assert.ok(rows.length > 100, `only ${rows.length} segments`)
    assert.deepEqual(personalIn(rigOf(), rows.map(({ data }) => data).join('\n')), [])
  })

  it('keeps nothing personal as it is in any table', async () => {
    const { owner } = rigOf().house.db
    const found: string[] = []
    for (const { schema, name } of await tablesOf(rigOf().house, rigOf().faces.names)) {
      const rows = await owner<{ text: string }[]>`
        select t::text as text from ${owner(schema)}.${owner(name)} t`
      const hits = personalIn(rigOf(), rows.map(({ text }) => text).join('\n'))
      found.push(...hits.map((hit) => `${schema}.${name}: ${hit}`))
    }
    assert.deepEqual(found, [])
  })

  it('asks every personal question by POST: a URL is kept by whoever passes it on', async () => {
    const personal = rigOf().faces.doors.filter(({ call }) => holdsClassed(call.input))
    assert.ok(personal.length > 8)
    for (const { call, method, path } of personal) {
      assert.equal(method, 'POST', call.name)
      const { status } = await rigOf().knock({ method: 'GET', path: `${path}?q={}` })
      assert.equal(status, 405, call.name)
    }
  })

  it('masks what staff see of a person, in lists and answers', async () => {
    const token = rigOf().staff['ops']!.token
    const path = '/v1/identity/person/list'
    const { status, text } = await rigOf().knock({ method: 'GET', path, token })
    assert.equal(status, 200)
    const plain = rigOf().people.flatMap(({ phone, pan }) => [phone, pan])
    assert.deepEqual(
      plain.filter((value) => text.includes(value)),
      [],
    )
  })
}

export function answersWithCare(rigOf: () => Rig): void {
  const places = ['/', '/app', '/docs', '/openapi.json', '/health', '/v1/meta', '/no-such-page']
  it('sends every answer with the headers that keep a browser from harm', async () => {
    for (const path of places) {
      const { headers } = await rigOf().knock({
        ...{ method: 'GET', path, headers: { accept: 'text/html' } },
      })
      const policy = String(headers['content-security-policy'])
      for (const rule of ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"]) {
        assert.ok(policy.includes(rule), `${path} lacks ${rule}`)
      }
      assert.ok(!/script-src[^;]*unsafe/.test(policy), `${path} lets any script run`)
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
      assert.equal(headers['x-frame-options'], 'DENY', path)
      assert.equal(headers['referrer-policy'], 'no-referrer', path)
      assert.ok(String(headers['x-request-id']).startsWith('req_'), path)
      assert.equal(headers['x-powered-by'], undefined, path)
    }
  })

  it('keeps no answer of a door in any cache', async () => {
    const { token } = rigOf().at('active')[0]!
    const next = await rigOf().knock({ method: 'GET', path: '/v1/app/next', token })
    assert.equal(next.headers['cache-control'], 'no-store')
  })

  it('changes nothing by a cookie that another site sends along', async () => {
    const { token } = rigOf().staff['ops']!
    const headers = { cookie: `dhara_session=${token}`, origin: 'https://elsewhere.example' }
    const body = { calendar: 'india-bank', on: '2027-05-05', name: 'Elsewhere day' }
    const ask = { path: '/v1/rules/add-holiday', body, headers }
    const { status, json } = await rigOf().knock(ask)
    assert.deepEqual([status, json['code']], [403, 'other-origin'])
  })
}

/** What of the people stands in the text: which field, whose, and never the value itself. */
function personalIn(rig: Rig, text: string): string[] {
  return rig.people.flatMap(({ n, name, phone, pan, account, address, email }) =>
    Object.entries({ name, phone, pan, account, address, email })
      .filter(([, value]) => text.includes(value))
      .map(([field]) => `the ${field} of person ${n}`),
  )
}
