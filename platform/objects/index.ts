/** The port `objects`: whole files by name (documents, the lake, archives). */
export type Objects = {
  /** Refuses to overwrite when `ifAbsent` is set: false, and the stored bytes stay. */
  put(name: string, bytes: Uint8Array, more?: { ifAbsent?: boolean }): Promise<boolean>
  get(name: string): Promise<Uint8Array | undefined>
  head(name: string): Promise<{ name: string; size: number } | undefined>
  list(prefix: string, after?: string): Promise<{ name: string; size: number }[]>
  delete(...names: string[]): Promise<void>
}
