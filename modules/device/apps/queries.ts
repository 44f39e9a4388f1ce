import type { Door, Shelf } from '#platform/http'

export const appsQueries: readonly (Door | Shelf)[] = []
