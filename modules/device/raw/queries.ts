import type { Door, Shelf } from '#platform/http'

export const rawQueries: readonly (Door | Shelf)[] = []
