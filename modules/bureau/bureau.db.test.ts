import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { id } from '#kernel/ids'
import { TryLater } from '#platform/queue'
import { loneModule, type Lone } from '#test/lone-module'
import { openHttp, type Outbound } from '../../platform/http/outbound.ts'
import { openMetrics } from '../../platform/runtime/metrics.ts'
import { ReportPulled } from './contract.ts'
import { module } from './module.ts'
import { pull } from './providers/bureau.ts'

const account = {
  ...{ type: '05', lender: 'BANK A', balance: 0, overdue: 0, dpdString: '000030XXX', emi: 0 },
  ...{ openedOn: '2024-01-01', closedOn: null, status: 'active' },
}
const whole = { reportId: 'rpt_1', score: 742, accounts: [account], enquiries: [] }

/** The bureau as it is today, over real HTTP, and the enquiries it noted. */
const vendor = { says: [200, whole] as [number, unknown], keys: [] as string[] }
const server = createServer((request, reply) => {
  let text = ''
  request.on('data', (part) => (text += part))
  request.on('end', () => {
    vendor.keys.push((JSON.parse(text) as { key: string }).key)
    reply.writeHead(vendor.says[0]).end(JSON.stringify(vendor.says[1]))
  })
})
const person = { consent: 'con_1' as string | undefined, pan: 'ABCPS1234K' as string | undefined }
const profile = { name: 'Asha Sharma', birthDate: '1990-01-01', phone: '9876543210' }

let outbound: Outbound
let lone: Lone
before(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const note = () => {}
  outbound = openHttp({
    module: 'bureau',
    egress: module.egress!,
    hosts: { bureau: { url, secret: '' } },
    wall: { nowMs: () => 0 },
    logger: { debug: note, info: note, warn: note, error: note },
    metrics: openMetrics(),
    allowPlain: true,
  })
  lone = await loneModule(module, {
    http: outbound.http,
    answers: {
      'identity.consent-live': ({ purpose }: { purpose: string }) =>
        person.consent !== undefined && purpose === 'bureau-pull'
          ? { live: true, consentId: person.consent }
          : { live: false },
      'identity.profile-of': () => ({ ...profile, ...(person.pan && { pan: person.pan }) }),
    },
  })
})
after(async () => {
  await lone.drop()
  await outbound.close()
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  Object.assign(vendor, { says: [200, whole], keys: [] })
  Object.assign(person, { consent: 'con_1', pan: 'ABCPS1234K' })
})

let n = 0
const application = () => id('app', String(++n))
const customerId = id('cus', '1')
async function asked(applicationId: string): Promise<string | undefined> {
  await lone.ask('bureau.pull-report', { customerId, applicationId })
  await lone.settle()
  const last = lone.told.findLast((f) => f.topic === 'bureau')
  const { applicationId: of, reason } = last!.data as { applicationId: string; reason?: string }
  assert.equal(of, applicationId)
  return reason ?? last!.type
}
const rowOf = async (applicationId: string) => {
  const [row] = await lone.db.owner<
    { id: string; outcome: string; attempts: number; consent: string; score: number | null }[]
  >`select id, outcome, attempts, consent_id as consent, score from bureau.report
     where application_id = ${applicationId}`
  return row
}

describe('A pull', () => {
  it('keeps the attributes and a hash, never the report', async () => {
    const app = application()
    assert.equal(await asked(app), ReportPulled.type)
    const row = await rowOf(app)
    assert.deepEqual([row?.outcome, row?.score, row?.attempts], ['pulled', 742, 1])
    const rows = await lone.db.owner`select * from bureau.report`
    assert.ok(!JSON.stringify(rows).includes('BANK A'))
  })
  it('needs a consent for exactly this (DL-13)', async () => {
    person.consent = undefined
    const app = application()
    assert.equal(await asked(app), 'no-consent')
    assert.deepEqual([vendor.keys, await rowOf(app)], [[], undefined])
  })
  it('without a PAN says that, not that consent is missing', async () => {
    person.pan = undefined
    assert.equal(await asked(application()), 'no-pan')
  })
})

describe('A pull that failed', () => {
  it('is tried again when asked again, in the same row, under the consent of now', async () => {
    const app = application()
    vendor.says = [503, {}]
    assert.equal(await asked(app), 'vendor-silent')
    const first = await rowOf(app)
    assert.equal(first?.outcome, 'failed')
    Object.assign(vendor, { says: [200, whole] })
    person.consent = 'con_2'
    assert.equal(await asked(app), ReportPulled.type)
    assert.deepEqual(await rowOf(app), {
      ...{ id: first?.id, outcome: 'pulled', attempts: 2, consent: 'con_2', score: 742 },
    })
    assert.equal(new Set(vendor.keys).size, 2)
  })
  it('is not asked for twice while one is on its way', async () => {
    const app = application()
    const ask = () => lone.ask('bureau.pull-report', { customerId, applicationId: app })
    await ask()
    await ask()
    await lone.settle()
    assert.equal(vendor.keys.length, 1)
  })
  it('never undoes a report that is there: it is told again without an enquiry', async () => {
    const app = application()
    await asked(app)
    const kept = await rowOf(app)
    person.consent = undefined
    assert.equal(await asked(app), 'no-consent')
    person.consent = 'con_3'
    assert.equal(await asked(app), ReportPulled.type)
    assert.deepEqual(await rowOf(app), kept)
    assert.equal(vendor.keys.length, 1)
    const told = (await lone.ask('bureau.attributes-of', { applicationId: app })) as object
    assert.deepEqual(Object.keys(told).toSorted(), ['attributes', 'reportId'])
  })
})

describe('What the bureau says counts as a report', () => {
  const { consent: consentId = '', ...who } = { ...person, ...profile, pan: 'ABCPS1234K' }
  const answered = (status: number, body: unknown) => {
    vendor.says = [status, body]
    return pull(outbound.http, 'key1', { ...who, consentId })
  }
  it('when it is whole, for the new to credit too', async () => {
    assert.equal((await answered(200, whole)).report.score, 742)
    const blank = { ...whole, score: null, accounts: [] }
    assert.equal((await answered(200, blank)).report.score, null)
  })
  for (const status of [201, 400, 401, 403, 404, 422])
    it(`not under status ${status}`, () => assert.rejects(answered(status, whole), TryLater))
  const table: [string, unknown][] = [
    ['without a score', { ...whole, score: undefined }],
    ['with a score that is none', { ...whole, score: 0 }],
    ['without its accounts', { ...whole, accounts: undefined }],
    ['without its enquiries', { ...whole, enquiries: undefined }],
    ['with an account that hides what is overdue', rewritten({ overdue: undefined })],
    ['with an account that hides its months', rewritten({ dpdString: null })],
    ['with an account of no state', rewritten({ status: undefined })],
    ['when it is an error in disguise', { error: 'unauthorised' }],
    ['when it is nothing', null],
  ]
  for (const [what, body] of table)
    it(`not ${what}`, () => assert.rejects(answered(200, body), TryLater))
})

function rewritten(fields: object): object {
  return { ...whole, accounts: [{ ...account, ...fields }] }
}
