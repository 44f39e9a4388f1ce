/** The suite of `journeys` on rows of PostgreSQL. */
import { answers, journey, move, release, retry, start } from './index.ts'
import { journeysSuite } from './journeys.suite.ts'

journeysSuite({ answers, journey, move, release, retry, start })
