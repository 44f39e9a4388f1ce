import type { Door } from '#platform/http'

export const featureCommands: readonly Door[] = []
