/** DynamoDB's stand-in in this process, and the trouble the real one makes before it. */
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
// @ts-expect-error -- dynalite has no types of its own
import dynalite from 'dynalite'

/** Sees each request before the store does: a status of its own ends it there. */
export type Trouble = (operation: string, body: Batch) => Answer | undefined
export type Batch = { RequestItems: { [table: string]: object[] } }
export type Answer =
  | { readonly status: number; readonly type: string }
  | { readonly hangUp: true }
  /** The last so many of the batch are held back and given as unprocessed. */
  | { readonly holdBack: number }

export type StandIn = AsyncDisposable & {
  readonly endpoint: string
  /** From now on; undefined is no trouble. */
  trouble: Trouble | undefined
  /** Requests that came, by operation. */
  readonly asked: Map<string, number>
}

export async function openStandIn(): Promise<StandIn> {
  const store = dynalite({ createTableMs: 0 }) as Server
  const storePort = await listening(store)
  const asked = new Map<string, number>()
  const front = createServer((req, res) => void pass(standIn, storePort, req, res))
  const standIn: StandIn = {
    endpoint: `http://127.0.0.1:${await listening(front)}`,
    trouble: undefined,
    asked,
    [Symbol.asyncDispose]: async () => {
      front.closeAllConnections()
      front.close()
      await new Promise((done) => store.close(done))
    },
  }
  return standIn
}

const listening = (server: Server): Promise<number> =>
  new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port))
  })

async function pass(
  { asked, trouble }: StandIn,
  port: number,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const operation = String(req.headers['x-amz-target']).split('.')[1] ?? ''
  asked.set(operation, (asked.get(operation) ?? 0) + 1)
  const sent = await buffer(req)
  const body = JSON.parse(sent.toString()) as Batch
  const answer = trouble?.(operation, body)
  if (answer === undefined) return relay(port, req, sent, res)
  if ('hangUp' in answer) return void req.socket.destroy()
  if ('holdBack' in answer) return holdBack(answer.holdBack, body, port, req, res)
  const type = `com.amazonaws.dynamodb.v20120810#${answer.type}`
  res.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
  res.end(JSON.stringify({ __type: type, message: 'in trouble' }))
}

function holdBack(
  count: number,
  body: Batch,
  port: number,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const [table, items] = Object.entries(body.RequestItems)[0]!
  const held = items.slice(-count)
  const taken = items.slice(0, -count)
  const answer = JSON.stringify({ UnprocessedItems: { [table]: held } })
  const type = { 'content-type': 'application/x-amz-json-1.0' }
  if (taken.length === 0) return void res.writeHead(200, type).end(answer)
  const less = Buffer.from(JSON.stringify({ RequestItems: { [table]: taken } }))
  relay(port, req, less, res, answer)
}

/** The stand-in does not check the signature, only that there is one. */
function relay(
  port: number,
  { method, url, headers }: IncomingMessage,
  sent: Buffer,
  res: ServerResponse,
  instead?: string,
): void {
  const there = request(
    {
      port,
      host: '127.0.0.1',
      method,
      path: url,
      headers: { ...headers, 'content-length': sent.length },
    },
    (answer) => {
      if (instead === undefined || answer.statusCode !== 200) {
        res.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(res)
        return
      }
      answer.resume()
      res.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(instead)
    },
  )
  there.on('error', () => res.destroy())
  there.end(sent)
}
