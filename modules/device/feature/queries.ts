import type { Door, Shelf } from '#platform/http'

export const featureQueries: readonly (Door | Shelf)[] = []
