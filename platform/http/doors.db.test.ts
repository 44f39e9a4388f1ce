import { httpSuite } from './http.suite.ts'
import { openProbe } from './probe.suite.ts'

httpSuite(() => openProbe())
