import type { Reaction } from '#platform/log'

export const statementReactions: readonly Reaction[] = []
