/** The suite of `timers` on PostgreSQL. */
import { openTimers } from './clockwork.ts'
import { timersSuite } from './timers.suite.ts'

timersSuite(openTimers)
