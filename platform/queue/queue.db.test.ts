/** The suite of `queue` on PostgreSQL. */
import { openQueue } from './effect-queue.ts'
import { queueSuite } from './queue.suite.ts'

queueSuite(openQueue)
