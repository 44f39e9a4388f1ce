/** `/sandbox/*` passed on to the sandbox's own port, so that a person needs one address. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { request as send } from 'undici'
import { Fault } from './faults.ts'
import { askedOf } from './house.ts'

/** Neither our sessions nor the hop's own headers go along. */
const KEPT_BACK = new Set([
  'authorization', 'cookie', 'host', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade',
  'te', 'trailer', 'proxy-authorization', 'expect', 'content-length',
]) // prettier-ignore
const NOT_RETURNED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'set-cookie'])
const PREFIX = '/sandbox'

export async function proxySandbox(app: FastifyInstance, url: string): Promise<void> {
  const open = new Set<AbortController>()
  app.addHook('preClose', async () => open.forEach((away) => away.abort()))
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.route({
      method: ['GET', 'POST', 'PUT', 'DELETE'],
      url: `${PREFIX}/*`,
      handler: (request, reply) => passOn({ url, open }, request, reply),
    })
    scope.get(PREFIX, (_request, reply) => reply.redirect(`${PREFIX}/`))
  })
}

type Sandbox = { readonly url: string; readonly open: Set<AbortController> }

async function passOn({ url, open }: Sandbox, request: FastifyRequest, reply: FastifyReply) {
  const away = new AbortController()
  askedOf(request).leave() // Its inbox streams: the sandbox's work is not ours.
  open.add(away)
  reply.raw.on('close', () => {
    open.delete(away)
    away.abort()
  })
  const target = `${url}${request.url.slice(PREFIX.length)}`
  const body = request.body instanceof Readable ? request.body : null
  try {
    const answer = await send(target, {
      method: request.method as 'GET',
      headers: { ...kept(request.headers, KEPT_BACK), 'x-forwarded-prefix': PREFIX },
      body,
      signal: away.signal,
      bodyTimeout: 0,
    })
    // Its pages are its own, with scripts of their own: our policy for pages is not theirs.
    reply.removeHeader('content-security-policy')
    reply.code(answer.statusCode).headers(kept(answer.headers, NOT_RETURNED))
    const { location } = answer.headers
    if (typeof location === 'string' && location.startsWith('/')) {
      reply.header('location', `${PREFIX}${location}`)
    }
    return reply.send(answer.body)
  } catch (cause) {
    throw new Fault('unavailable', { cause })
  }
}

type Headers = { readonly [name: string]: string | string[] | undefined }

function kept(headers: Headers, not: ReadonlySet<string>): { [name: string]: string | string[] } {
  const pairs = Object.entries(headers).filter(([name, value]) => value && !not.has(name))
  return Object.fromEntries(pairs) as { [name: string]: string | string[] }
}
