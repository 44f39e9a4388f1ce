/** What the uploader is given by whoever runs it: a phone's shell, or the sandbox. */

export type Kind = 'apps' | 'sms'
/** `historical`: a first full sync, which must not delay what happens now. */
export type Lane = 'main' | 'historical'

/**
 * Texts by name, kept over restarts. What `put` wrote is there when it answers; several entries may
 * be written one by one, but none by halves.
 */
export type Drawer = {
  /** Names that begin so, in their order, at most so many. */
  list(prefix: string, max: number): Promise<readonly (readonly [name: string, text: string])[]>
  put(entries: readonly (readonly [name: string, text: string])[]): Promise<void>
  drop(names: readonly string[]): Promise<void>
}

/** How a body is made smaller, and what that is called in HTTP. */
export type Pack = {
  readonly encoding: 'gzip' | 'deflate' | 'br'
  pack(text: string): Promise<Uint8Array<ArrayBuffer>>
}

export type Ports = {
  /** Where the lender listens. */
  readonly home: string
  readonly drawer: Drawer
  readonly pack: Pack
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  nowMs(): number
  /** In [0, 1): spreads tries, so that phones which failed together do not come back together. */
  chance(): number
  /** A name for a batch that nobody has given before. */
  newBatchId(): string
  /** The session's token; undefined when nobody is signed in. */
  token(): string | undefined
}
