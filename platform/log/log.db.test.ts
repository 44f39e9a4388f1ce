/** The suite on PostgreSQL segments, and what only they can get wrong. */
import { openLog } from './embedded-log.ts'
import { logSuite } from './log.suite.ts'

logSuite(openLog)
