/** The port `objects`: whole files by name (documents, the lake, archives). */
export type Objects = {
  /** Refuses to overwrite when `ifAbsent` is set: false, and the stored bytes stay. */
  put(name: string, bytes: Uint8Array, more?: { ifAbsent?: boolean }): Promise<boolean>
  /** Takes a file of this machine over, whole or not at all; it is gone from where it lay. */
  adopt(name: string, path: string): Promise<void>
  get(name: string): Promise<Uint8Array | undefined>
  head(name: string): Promise<{ name: string; size: number; cold?: true } | undefined>
  list(prefix: string, after?: string): Promise<{ name: string; size: number }[]>
  /**
   * Lets files rest where keeping is cheap: what is read once a year or never. They read as before
   * (on S3: the storage class GLACIER_IR, set by a copy onto itself). One written anew is warm.
   */
  chill(...names: string[]): Promise<void>
  delete(...names: string[]): Promise<void>
}
