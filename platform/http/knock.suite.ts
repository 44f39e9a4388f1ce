/** How tests knock at a door over real HTTP, and what they expect of a fault. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

export type Told = {
  readonly status: number
  // oxlint-disable-next-line no-explicit-any -- any JSON
  readonly body: any
  readonly headers: Headers
}
export type Options = {
  /** Whose token; nobody's when left out. */
  readonly as?: string
  /** The Idempotency-Key: a new one, unless given; null sends none. */
  readonly key?: string | null
  readonly headers?: Record<string, string>
  /** The body's text, in place of JSON. */
  readonly raw?: string
}

export function knocker(base: () => string) {
  return {
    post: async (path: string, body: unknown, options: Options = {}): Promise<Told> => {
      const { as, key = randomUUID(), headers = {}, raw = JSON.stringify(body) } = options
      const more = {
        'content-type': 'application/json',
        ...(as && { authorization: `Bearer ${as}` }),
        ...(key && { 'idempotency-key': key }),
        ...headers,
      }
      return told(await fetch(`${base()}${path}`, { method: 'POST', body: raw, headers: more }))
    },
    get: async (path: string, q?: unknown, as?: string, headers = {}): Promise<Told> => {
      const question = q === undefined ? '' : `?q=${encodeURIComponent(JSON.stringify(q))}`
      const more = { ...(as && { authorization: `Bearer ${as}` }), ...headers }
      return told(await fetch(`${base()}${path}${question}`, { headers: more, redirect: 'manual' }))
    },
  }
}

async function told(answer: Response): Promise<Told> {
  const text = await answer.text()
  const body = text.startsWith('{') ? JSON.parse(text) : text
  return { status: answer.status, body, headers: answer.headers }
}

/** A whole and honest problem document of that status and code. */
export function isProblem(answer: Told, status: number, code: string): void {
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(answer.body.status, status)
  assert.match(answer.body.requestId, /^req_/)
  assert.equal(answer.headers.get('x-request-id'), answer.body.requestId)
  assert.match(answer.body.title, /\.$/)
}
