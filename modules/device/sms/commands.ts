import type { Door } from '#platform/http'

export const smsCommands: readonly Door[] = []
