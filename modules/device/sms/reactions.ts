import type { Reaction } from '#platform/log'

export const smsReactions: readonly Reaction[] = []
