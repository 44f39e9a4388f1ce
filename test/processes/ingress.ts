/** What stands before the processes of a house in the field: sends each path to its module. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Ingress = {
  readonly address: string
  /** Where each module's process is; `*` for all that is not named. */
  route(ports: { readonly [module: string]: number }): void
  close(): Promise<void>
}

export async function openIngress(): Promise<Ingress> {
  let ports: { readonly [module: string]: number } = {}
  const server = createServer((asked, answer) => {
    const [, kind, name = ''] = (asked.url ?? '').split(/[/?]/)
    const module = kind === 'hooks' || (kind === 'v1' && name !== 'app') ? name : 'gateway'
    const port = ports[module] ?? ports['*']
    if (port === undefined) answer.writeHead(503).end()
    else passOn(port, asked, answer)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    route: (to) => void (ports = to),
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

function passOn(port: number, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url, headers } = asked
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (told) => {
    answer.writeHead(told.statusCode ?? 502, told.headers)
    told.pipe(answer)
  })
  onward.on('error', () => answer.writeHead(503).end())
  asked.pipe(onward)
}
