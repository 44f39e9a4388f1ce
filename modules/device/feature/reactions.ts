import type { Reaction } from '#platform/log'

export const featureReactions: readonly Reaction[] = []
