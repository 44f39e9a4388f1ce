/** One contract suite per port, run by every adapter (STYLE §2.10). */
import { portsOf } from './names.ts'
import { baseName, resolved, type Rule } from './rule.ts'

/** Machinery without engines to exchange: `runtime` wires, `journeys` is run through `sql`. */
const withoutAdapters = new Set(['runtime', 'journeys'])

export const suites: Rule = {
  says: 'Every port that has an adapter has <port>.suite.ts, and a test runs it.',
  check: (house) =>
    portsOf(house).flatMap((port) => {
      const files = house.sources.filter(({ path }) => path.startsWith(`platform/${port}/`))
      const code = files.filter(({ path }) => path.endsWith('.ts') && baseName(path) !== 'index.ts')
      if (withoutAdapters.has(port) || code.length === 0) return []
      const suite = `platform/${port}/${port}.suite.ts`
      if (!house.at(suite)) return [{ path: suite, line: 1, says: `the port ${port} has no suite` }]
      const run = house.sources.some(
        ({ path, imports }) =>
          /\.test\.ts$/.test(path) && imports.some(({ from }) => resolved(path, from) === suite),
      )
      return run ? [] : [{ path: suite, line: 1, says: `no test runs the suite of ${port}` }]
    }),
  bad: [
    { tree: { 'platform/kv/index.ts': '', 'platform/kv/memory.ts': '' }, finds: 'has no suite' },
    {
      tree: { 'platform/kv/memory.ts': '', 'platform/kv/kv.suite.ts': '' },
      finds: 'no test runs the suite',
    },
  ],
  good: [
    { 'platform/wide/index.ts': '' },
    {
      'platform/kv/memory.ts': '',
      'platform/kv/kv.suite.ts': '',
      'platform/kv/memory.test.ts': "import { suite } from './kv.suite.ts'",
    },
  ],
}
