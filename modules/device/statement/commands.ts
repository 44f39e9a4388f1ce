import type { Door } from '#platform/http'

export const statementCommands: readonly Door[] = []
