import type { Reaction } from '#platform/log'

export const rawReactions: readonly Reaction[] = []
