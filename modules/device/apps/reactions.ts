import type { Reaction } from '#platform/log'

export const appsReactions: readonly Reaction[] = []
