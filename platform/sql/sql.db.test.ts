/** The suite on PostgreSQL. */
import { freshDatabase } from '#test/database'
import { sqlSuite } from './sql.suite.ts'

sqlSuite('postgres', freshDatabase)
