/** The pulse of live screens: a screen shows what gathered since the last beat. */
import type { Beat } from './tower.ts'

export const beat: Beat = (everyMs, act) => {
  const beating = setInterval(act, everyMs)
  beating.unref()
  return () => clearInterval(beating)
}
