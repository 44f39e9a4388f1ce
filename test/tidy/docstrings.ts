/** What others may call explains itself: what, units, refusals, source (STYLE §2.20). */
import { isFace } from './faces.ts'
import type { Source } from './house.ts'
import { nameOf } from './house.ts'
import { isTest, type Fault, type Rule } from './rule.ts'

export const docstrings: Rule = {
  says: 'A face and a kernel file say why they exist; their exported functions are explained.',
  check: (house) => house.sources.flatMap(faultsOf),
  bad: [
    {
      tree: { 'modules/kyc/contract.ts': "import { t } from '#kernel/contract'" },
      finds: 'opens with',
    },
    {
      tree: { 'kernel/money.ts': '/** Why. */\nconst a = 1\nexport function money(a) {}' },
      finds: 'money is not explained',
    },
  ],
  good: [
    { 'kernel/money.ts': '/** Why. */\nconst a = 1\n/** Paise. */\nexport function money(a) {}' },
  ],
}

const documented = /^(kernel\/[^/]+\.ts|platform\/[^/]+\/index\.ts)$/

function faultsOf(source: Source): Fault[] {
  const { path, text, program } = source
  if (!program || !(documented.test(path) || isFace(path)) || isTest(path)) return []
  const opening = text.startsWith('/**')
    ? []
    : [{ path, line: 1, says: 'opens with a comment: why this file exists' }]
  const unexplained = program.body.flatMap((node) => {
    if (
      node.type !== 'ExportNamedDeclaration' ||
      node.declaration?.type !== 'FunctionDeclaration'
    ) {
      return []
    }
    if (/\*\/\s*(\/\/[^\n]*\s*)*$/.test(text.slice(0, node.start))) return []
    const line = source.lineOf(node.start)
    return [{ path, line, says: `${nameOf(node.declaration.id)} is not explained` }]
  })
  return [...opening, ...unexplained]
}
