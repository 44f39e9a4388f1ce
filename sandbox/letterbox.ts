/** For tests: a door that takes webhooks over a real socket, remembers them, and can be shut. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openSandbox, type Sandbox, type SandboxOptions } from './server.ts'

// oxlint-disable-next-line no-explicit-any -- vendors' bodies
type Letter = { path: string; headers: IncomingHttpHeaders; raw: string; body: any }
export type Letterbox = {
  letters: Letter[]
  home: string
  /** What it answers; 503 is a house that is down. */
  status: number
  close(): Promise<void>
}

export async function openLetterbox(): Promise<Letterbox> {
  const letters: Letter[] = []
  const server = createServer((request, response) => {
    let raw = ''
    request.on('data', (chunk: Buffer) => (raw += chunk.toString()))
    request.on('end', () => {
      const { headers, url: path = '' } = request
      if (box.status < 300) letters.push({ path, headers, raw, body: JSON.parse(raw) })
      response.writeHead(box.status).end()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  const box: Letterbox = { letters, home, status: 200, close }
  return box
}

// oxlint-disable-next-line no-explicit-any -- vendors' answers
export type Answered = { status: number; json: any; text: string }
export type Outside = {
  sandbox: Sandbox
  post(path: string, json: object, headers?: { [name: string]: string }): Promise<Answered>
  get(path: string, headers?: { [name: string]: string }): Promise<Answered>
  /** Everything up to the instant happens. */
  advance(to: string): Promise<Answered>
  close(): Promise<void>
}

export const SECRET = 'sandbox-secret-of-tests'

/** A sandbox of one's own, spoken to as Dhara does. */
export async function openOutside(options: SandboxOptions = {}): Promise<Outside> {
  const sandbox = await openSandbox({ secret: SECRET, ...options })
  const base = `http://127.0.0.1:${sandbox.port}`
  const pass = { authorization: `Bearer ${SECRET}` }
  const send = async (path: string, request: RequestInit): Promise<Answered> => {
    const answer = await fetch(`${base}${path}`, request)
    const text = await answer.text()
    const isJson = (answer.headers.get('content-type') ?? '').includes('json')
    return { status: answer.status, text, json: isJson ? JSON.parse(text) : undefined }
  }
  const post: Outside['post'] = (path, json, headers = {}) =>
    send(path, {
      method: 'POST',
      headers: { ...pass, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(json),
    })
  return {
    sandbox,
    post,
    get: (path, headers = pass) => send(path, { headers }),
    advance: (to) => post('/advance', { to }),
    close: () => sandbox.close(),
  }
}
