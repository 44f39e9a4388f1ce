/** The port `kv`: the hot tier. What stands here can be lost and is made again from facts. */
export type Kv = {
  get<T>(key: string): Promise<T | undefined>
  set(key: string, value: unknown, ttlMs?: number): Promise<void>
  /** Adds and returns the new sum; a new counter lives `ttlMs` from its first increment. */
  increment(key: string, by: number, ttlMs?: number): Promise<number>
  /** True for the one caller who set it. */
  setIfAbsent(key: string, value: unknown, ttlMs: number): Promise<boolean>
  delete(...keys: string[]): Promise<void>
  /** How much stands here now, what is over and not yet swept included. */
  held(): Promise<KvHeld>
}

/** Keys and values together, as UTF-16 text has letters: of plain JSON, bytes. */
export type KvHeld = { readonly entries: number; readonly bytes: number }

export const SECRET = 'secret:'
/** The key of a value that may stand in memory alone: no engine writes it to a disk. */
export const secretKey = (key: string): string => `${SECRET}${key}`
