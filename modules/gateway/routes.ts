/** The phone's live line: it hears that something of its own changed, and asks `next` again. */
import type { LiveStream } from '#platform/runtime'

/** Whose facts can change what a phone shows. */
const topics = ['lending', 'payments', 'documents']

export const streams: LiveStream[] = [
  {
    path: '/v1/app/stream',
    allow: ['customer'],
    // Only that it changed: what it is now, the phone reads by the door that checks who asks.
    open: (actor, push, watch) =>
      watch(topics, (fact) => {
        if (fact.key === actor.id) push({ type: fact.type, at: fact.at }, 'changed')
      }),
  },
]
