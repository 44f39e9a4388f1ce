/** Server-sent events for live screens. A slow reader is cut off, never waited for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from './faults.ts'
import { askedOf, type House, type Stream } from './house.ts'
import { securityHeaders } from './headers.ts'

const HEARTBEAT_MS = 15_000
/** Bytes not yet taken by the reader's socket; beyond it the stream is cut. */
const WAITING_BYTES_MAX = 1024 * 1024
const RETRY_MS = 2000
const STREAMS_MAX = 500

export type OpenStreams = { size(): number; closeAll(): void; add(close: () => void): () => void }

export function openStreams(): OpenStreams {
  const closers = new Set<() => void>()
  return {
    size: () => closers.size,
    closeAll: () => closers.forEach((close) => close()),
    add: (close) => {
      closers.add(close)
      return () => closers.delete(close)
    },
  }
}

export function streamDoor(house: House, stream: Stream, streams: OpenStreams) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { actor, leave } = askedOf(request)
    if (streams.size() >= STREAMS_MAX) throw new Fault('too-busy')
    leave()
    reply.hijack()
    const socket = reply.raw
    let over = false
    let close: (() => void) | undefined
    const write = (text: string) => {
      if (over) return
      socket.write(text)
      if (socket.writableLength > WAITING_BYTES_MAX) end()
    }
    const end = () => {
      if (over) return
      over = true
      clearInterval(heartbeat)
      forget()
      close?.()
      socket.end()
    }
    const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS)
    const forget = streams.add(end)
    socket.on('close', end)
    socket.on('error', end)
    socket.writeHead(200, {
      ...securityHeaders(house.config),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    write(`retry: ${RETRY_MS}\n\n`)
    try {
      const query = request.query as { [name: string]: string }
      close = await stream.open(actor, (data, event) => write(framed(data, event)), { query })
      if (over) close()
    } catch (fault) {
      house.options.logger.error({ fault, path: stream.path }, 'a stream could not open')
      end()
    }
  }
}

const framed = (data: unknown, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`
