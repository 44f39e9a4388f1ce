/**
 * A person's phone talking to Dhara's own doors, as the app does. It never throws for an answer: a
 * silent house is status 0, and the person tries again later with the same idempotency key.
 */
export type Reply = { readonly status: number; readonly json: Body }
// oxlint-disable-next-line no-explicit-any -- answers of any door
export type Body = { readonly [field: string]: any }

export type Phone = {
  /** `command('lending.ask-amount', …)`; the key makes a retry the same request. */
  command(name: string, input: object, key: string): Promise<Reply>
  query(name: string, input?: object): Promise<Reply>
  /** A composition of the phone's: `GET /v1/app/next`. */
  look(path: string): Promise<Reply>
}

const TIMEOUT_MS = 20_000

export function phoneOf(home: string, token?: string): Phone {
  const pass: { [name: string]: string } = token ? { authorization: `Bearer ${token}` } : {}
  const door = (name: string): string => `/v1/${name.replace('.', '/')}`
  return {
    command: (name, input, key) =>
      send(`${home}${door(name)}`, {
        method: 'POST',
        headers: { ...pass, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(input),
      }),
    query: (name, input = {}) => {
      const q = encodeURIComponent(JSON.stringify(input))
      return send(`${home}${door(name)}?q=${q}`, { headers: pass })
    },
    look: (path) => send(`${home}${path}`, { headers: pass }),
  }
}

async function send(url: string, request: RequestInit): Promise<Reply> {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const json: unknown = await answer.json().catch(() => ({}))
    return { status: answer.status, json: typeof json === 'object' && json ? json : {} }
  } catch {
    return { status: 0, json: {} }
  }
}

export const isDone = (reply: Reply): boolean => reply.status >= 200 && reply.status < 300
/** A refusal is an answer: asking again in the same way would change nothing. */
export const refusalOf = (reply: Reply): string | undefined =>
  reply.status === 409 ? String(reply.json.code ?? 'refused') : undefined
