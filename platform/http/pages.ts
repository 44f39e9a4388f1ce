/** The built pages: the console at `/`, the phone at `/app`, each with the paths it routes. */
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const YEAR_S = 31_536_000
/** Vite's hashed files never change under their name. */
const HASHED = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+$/
const FILE = /\.\w{2,11}$/

type Page = { readonly prefix: string; readonly root: string; readonly index: string }

/** Registers what exists. Returns what answers a path nobody else knew, if it is a page's. */
export async function servePages(
  app: FastifyInstance,
  folders: { readonly console: string; readonly customer: string } | undefined,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  const pages: Page[] = []
  const wanted = folders ? { '/app/': folders.customer, '/': folders.console } : {}
  for (const [prefix, root] of Object.entries(wanted)) {
    const index = join(root, 'index.html')
    if (!existsSync(index)) continue
    pages.push({ prefix, root, index: readFileSync(index, 'utf8') })
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: false,
      index: false,
      // Only what looks like a file is looked for; the rest are the page's own routes.
      allowedPath: (path) => FILE.test(path),
      cacheControl: false,
      setHeaders: (reply, path) => {
        const kept = HASHED.test(path) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache'
        reply.header('cache-control', kept)
      },
    })
  }
  return (request, reply) => {
    const path = pathOf(request)
    const page = pages.find(({ prefix }) => path === prefix.slice(0, -1) || path.startsWith(prefix))
    if (!page || !isPage(path, request)) return false
    reply.code(200).header('cache-control', 'no-cache').type('text/html; charset=utf-8')
    reply.send(page.index)
    return true
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/'

/** A door that is not there must say so: only what a browser opens as a page gets the page. */
function isPage(path: string, { method, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (/^\/(v1|hooks|sandbox)\//.test(path) || FILE.test(path)) return false
  return (headers.accept ?? '*/*').includes('text/html') || headers.accept === '*/*'
}
