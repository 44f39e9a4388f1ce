import type { Door, Shelf } from '#platform/http'

export const smsQueries: readonly (Door | Shelf)[] = []
