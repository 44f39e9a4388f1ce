/** Knocking at a real door over a real socket, and what was answered. */
import { request, type Dispatcher } from 'undici'

// oxlint-disable-next-line no-explicit-any -- answers of any door
export type Body = { readonly [field: string]: any }
export type Answer = {
  readonly status: number
  readonly json: Body
  readonly text: string
  readonly headers: { readonly [name: string]: string | string[] | undefined }
}
export type Ask = {
  readonly method?: Dispatcher.HttpMethod
  readonly path: string
  readonly token?: string | undefined
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Buffer
  /** An Idempotency-Key; one of its own for each request when left out, none when null. */
  readonly key?: string | null
  readonly headers?: { readonly [name: string]: string }
}
export type Knock = (ask: Ask) => Promise<Answer>

let serial = 0
/** A key nobody used before. */
export const freshKey = (): string => `door-test-${process.pid}-${++serial}`

export function knockAt(home: string): Knock {
  return async ({ method = 'POST', path, token, body, raw, key, headers = {} }) => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const sent = key === undefined && method === 'POST' ? freshKey() : key
    const answer = await request(`${home}${path}`, {
      method,
      headers: {
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(sent && { 'idempotency-key': sent }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    })
    const said = await answer.body.text()
    return { status: answer.statusCode, json: parsed(said), text: said, headers: answer.headers }
  }
}

function parsed(text: string): Body {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? json : {}
  } catch {
    return {}
  }
}

/** The answer as text, without what is each request's own. */
export function plain({ status, json }: Answer): string {
  const { requestId: _, ...body } = json
  return JSON.stringify({ status, body })
}
