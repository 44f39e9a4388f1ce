/** The live screen of the staff: the house's facts as they come, at most twenty a second. */
import { roles } from '#modules/identity'
import type { LiveStream } from '#platform/runtime'
import { pond } from './river/ripple.ts'

const BEAT_MS = 50

export const streams: readonly LiveStream[] = [
  {
    path: '/v1/monitor/stream',
    allow: roles,
    open: (_actor, push, watch, beat) => {
      const { drop, next } = pond()
      const unwatch = watch('*', drop)
      const stop = beat(BEAT_MS, () => {
        const ripple = next()
        if (ripple) push(ripple)
      })
      return () => {
        unwatch()
        stop()
      }
    },
  },
]
