/** Logs are structured; only tools that people run print. */
import { pathOf, walk, type Source } from './house.ts'
import { isOutside, type Fault, type Rule } from './rule.ts'

export const prints: Rule = {
  says: 'No console.* outside scripts, sandbox, bench and tests.',
  check: (house) => house.sources.flatMap(faultsOf),
  bad: [
    { tree: { 'modules/kyc/commands.ts': 'console.log(pan)' }, finds: 'console.log' },
    { tree: { 'web/console/page.tsx': 'console.error(problem)' }, finds: 'console.error' },
  ],
  good: [{ 'scripts/docs.ts': "console.log('done')" }],
}

function faultsOf(source: Source): Fault[] {
  const { path, program } = source
  if (!program || isOutside(path)) return []
  const found: Fault[] = []
  walk(program, (node) => {
    if (node.type !== 'MemberExpression' || !/^console\.\w+$/.test(pathOf(node))) return
    const says = `${pathOf(node)}: tell the logger, it redacts`
    found.push({ path, line: source.lineOf(node.start), says })
  })
  return found
}
