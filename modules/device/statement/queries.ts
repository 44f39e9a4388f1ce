import type { Door, Shelf } from '#platform/http'

export const statementQueries: readonly (Door | Shelf)[] = []
