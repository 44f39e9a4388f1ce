/** The real sandbox in this process, and a door through which its webhooks come in. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instant } from '#kernel/dates'
import type { Http } from '#platform/http'
import { openSandbox } from '../sandbox/server.ts'

export type Outside = {
  /** The way out: host `psp` is the path `/psp`. */
  readonly http: Http
  readonly url: string
  /** Its clock goes to the instant; what lies before it is done, webhooks answered. */
  advance(to: Instant): Promise<void>
  /** A person does something on a vendor's page. */
  post(path: string, json: object): Promise<number>
  close(): Promise<void>
}

export async function openOutside(
  secret: string,
  receive: (raw: string, headers: IncomingHttpHeaders) => Promise<boolean>,
): Promise<Outside> {
  const home = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      receive(Buffer.concat(chunks).toString(), request.headers).then(
        (known) => response.writeHead(known ? 200 : 202).end(),
        (problem: unknown) => response.writeHead(500).end(String(problem)),
      )
    })
  })
  await new Promise<void>((ready) => home.listen(0, '127.0.0.1', ready))
  const homeUrl = `http://127.0.0.1:${(home.address() as AddressInfo).port}`
  const sandbox = await openSandbox({ secret, home: homeUrl })
  const url = `http://127.0.0.1:${sandbox.port}`
  const http: Http = (host, { method, path, json, headers = {} }) =>
    asked(`${url}/${host}${path}`, method, json, { ...headers, 'x-sandbox-secret': secret })
  const post = async (path: string, json: object): Promise<number> => {
    const { status } = await asked(`${url}${path}`, 'POST', json, { 'x-sandbox-secret': secret })
    return status
  }
  return {
    http,
    url,
    post,
    advance: async (to) => {
      const status = await post('/advance', { to })
      if (status >= 300) throw new Error(`the sandbox answered ${status} to advance`)
    },
    close: async () => {
      await sandbox.close()
      home.closeAllConnections()
      await new Promise((closed) => home.close(closed))
    },
  }
}

async function asked(
  url: string,
  method: string,
  json: unknown,
  headers: { readonly [name: string]: string },
): ReturnType<Http> {
  const typed = json === undefined ? {} : { 'content-type': 'application/json' }
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const answer = await fetch(url, { method, headers: { ...headers, ...typed }, ...body })
  const text = await answer.text()
  try {
    return { status: answer.status, json: JSON.parse(text) as unknown, text }
  } catch {
    return { status: answer.status, json: undefined, text }
  }
}
