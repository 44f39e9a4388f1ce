/**
 * Settings of an embedded database that is thrown away: it need not outlive a power cut, only the
 * end of its processes, and for that the operating system's memory is enough.
 */
export const HASTE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const
