import type { Door } from '#platform/http'

export const appsCommands: readonly Door[] = []
