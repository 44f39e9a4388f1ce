/**
 * One HTTP server for all vendors, a path each. Doors need the secret and obey the vendor's faults;
 * pages are for people. `openSandbox` serves tests in-process; `main.ts` is the same as a child.
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openAgenda, type Item } from './agenda.ts'
import { openClock } from './clock.ts'
import { openFaults } from './faults.ts'
import { BadRequest, formOf, Unknown } from './form.ts'
import { deliver, openHooks } from './hooks.ts'
import { openInbox } from './inbox.ts'
import { openLedger } from './ledger.ts'
import { openStore } from './store.ts'
import { subjectOf, vendors } from './vendors.ts'
import type { Answer, Ask, Deed, Door, Errand, Vendor, World } from './world.ts'

export type SandboxOptions = {
  /** 0 takes a free one. */
  port?: number
  /** Where the agenda and the ledger rest; in memory when left out. */
  folder?: string
  secret?: string
  /** Base URL of Dhara, for webhooks and people; nobody is told anything when left out. */
  home?: string
  seed?: string
}
export type Sandbox = { port: number; world: World; close(): Promise<void> }

type Route = { vendor: string; open: boolean; method: string; path: RegExp; door: Door }

const BODY_BYTES_MAX = 5_000_000
const PUT_OFF_MS = 600_000

export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, folder, secret = '', home = '', seed = '1' } = options
  const store = openStore(folder)
  const clock = openClock(store)
  const [ledger, inbox] = [openLedger(store, clock), openInbox(store, clock)]
  const faults = openFaults(store, clock, seed)
  const agenda = openAgenda(store, clock, (item) => perform(item, world))
  const hooks = openHooks(seed, clock, agenda, faults)
  const places = { seed, home: home.replace(/\/$/, ''), secret, mount: '/sandbox' }
  const world: World = { ...places, clock, store, ledger, agenda, faults, inbox, hooks }
  const server = createServer((request, response) => void serve(request, response, world))
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', ready)
  })
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await agenda.close()
    store.close()
  }
  return { port: (server.address() as AddressInfo).port, world, close }
}

const routes: Route[] = vendors.flatMap((vendor) => [
  ...routesOf(vendor, vendor.doors, false),
  ...routesOf(vendor, vendor.pages, true),
])
const deeds: { [kind: string]: Deed } = Object.assign({}, ...vendors.map((v) => v.deeds ?? {}))
const errands: { [kind: string]: Errand } = Object.assign(
  { hook: deliver },
  ...vendors.map((v) => v.errands ?? {}),
)

function routesOf(vendor: Vendor, doors: Vendor['doors'], open: boolean): Route[] {
  return Object.entries(doors ?? {}).map(([name, door]) => {
    const [method = '', path = ''] = name.split(' ')
    const pattern = path.replace(/:(\w+)/g, '(?<$1>[^/]+)')
    return { vendor: vendor.name, open, method, path: new RegExp(`^${pattern}$`), door }
  })
}

/** A deed and its line on the agenda are gone together; an errand's line stays until it is run. */
async function perform(item: Item, world: World): Promise<void> {
  const done = (): number =>
    world.store.run('delete from agenda where id = ? and at <= ?', item.id, item.atMs)
  const [deed, errand] = [deeds[item.kind], errands[item.kind]]
  try {
    if (deed) {
      world.store.together(() => {
        done()
        deed(item, world)
      })
    } else if (errand) {
      await errand(item, world)
      done() // An errand that put itself off has a later instant now, and stays.
    } else throw new Error(`agenda: nobody does ${item.kind}`)
  } catch (error) {
    console.error(`sandbox: ${item.id} put off:`, error)
    world.agenda.add({ ...item, atMs: item.atMs + PUT_OFF_MS })
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<void> {
  try {
    const answer = await answerTo(request, world)
    if (answer === 'hang-up') return void request.socket.destroy()
    send(response, answer)
  } catch (error) {
    send(response, failure(error))
  }
}

async function answerTo(request: IncomingMessage, world: World): Promise<Answer | 'hang-up'> {
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const path = url.pathname.replace(/^\/sandbox(?=\/|$)/, '') || '/'
  const route = routes.find((r) => r.method === request.method && r.path.test(path))
  const raw = await bodyOf(request)
  if (!route) throw new Unknown(`${request.method} ${path}`)
  const known = knows(request, world.secret)
  if (!route.open && !known) {
    return { status: 401, json: problem('UNAUTHORISED', 'The secret is missing or wrong.') }
  }
  const ask: Ask = {
    params: { ...route.path.exec(path)?.groups },
    query: url.searchParams,
    headers: request.headers as Ask['headers'],
    body: parsed(raw, request.headers['content-type'] ?? ''),
    wantsPage: (request.headers.accept ?? '').includes('text/html'),
  }
  const act = `${request.method} ${route.path.source}`
  // A person at a vendor's page meets no fault; Dhara calling the same door does.
  const isPerson = route.open && (world.secret === '' || !known)
  return isPerson ? route.door(ask, world) : spoiled(route, act, ask, world)
}

/** The vendor's answer, as far as its faults let it through. */
async function spoiled(
  route: Route,
  act: string,
  ask: Ask,
  world: World,
): Promise<Answer | 'hang-up'> {
  const { faults } = world
  if (route.vendor === 'control' || faults.list().length === 0) return route.door(ask, world)
  const subject = subjectOf(ask, world)
  const words = [subject, act, faults.attempt(subject, act)] as const
  const slow = faults.hits(route.vendor, 'slow', ...words)
  if (slow) await new Promise((go) => setTimeout(go, slow.delayMs))
  if (faults.hits(route.vendor, 'down', ...words)) {
    return { status: 503, json: problem('SERVER_ERROR', 'The service is down.') }
  }
  if (faults.hits(route.vendor, 'wrong', ...words)) {
    return { text: '<html><body>502 upstream gateway</body></html>', type: 'text/html' }
  }
  const answer = await route.door(ask, world)
  return faults.hits(route.vendor, 'lost', ...words) ? 'hang-up' : answer
}

/** Basic (as Razorpay: any user, the secret as password), bearer, or our own header. */
function knows(request: IncomingMessage, secret: string): boolean {
  if (secret === '') return true
  const { authorization = '' } = request.headers
  const basic = /^basic (.+)$/i.exec(authorization)?.[1]
  const given =
    request.headers['x-sandbox-secret'] ??
    /^bearer (.+)$/i.exec(authorization)?.[1] ??
    (basic && Buffer.from(basic, 'base64').toString().split(':').at(-1)) ??
    ''
  const [a, b] = [Buffer.from(String(given)), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) throw new BadRequest('body', 'is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(raw: string, type: string): Ask['body'] {
  if (raw === '') return {}
  if (type.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(raw))
  }
  try {
    return formOf(JSON.parse(raw))
  } catch {
    throw new BadRequest('body', 'is not JSON')
  }
}

/** Razorpay's shape of an error. */
const problem = (code: string, description: string, field?: string): object => ({
  error: { code, description, ...(field !== undefined && { field }) },
})

function failure(error: unknown): Answer {
  if (error instanceof BadRequest) {
    return { status: 400, json: problem('BAD_REQUEST_ERROR', error.message, error.field) }
  }
  if (error instanceof Unknown) return { status: 404, json: problem('NOT_FOUND', error.message) }
  console.error('sandbox:', error)
  return { status: 500, json: problem('SERVER_ERROR', 'The sandbox itself failed; see its log.') }
}

function send(response: ServerResponse, answer: Answer): void {
  const type =
    answer.type ?? (answer.text === undefined ? 'application/json' : 'text/html; charset=utf-8')
  response.writeHead(answer.status ?? 200, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'",
  })
  response.end(answer.text ?? JSON.stringify(answer.json ?? {}))
}
