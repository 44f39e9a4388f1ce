/** Test cases are read where they lie (DHARA_SHARED), never copied in (DESIGN §14). */
import { hashOf, type Source } from './house.ts'
import { baseName, type Fault, type Rule } from './rule.ts'

export const copies: Rule = {
  says: 'No test case of the shared folder is copied into the repository.',
  check: (house) =>
    house.sources.flatMap((source) =>
      house.shared.has(hashOf(source.text)) ? [copied(source)] : looksLikeVectors(source),
    ),
  bad: [
    {
      tree: { 'test/kfs_apr.json': '{"rule": "KFS", "vectors": []}' },
      finds: 'read test cases in place',
    },
    {
      tree: { 'modules/kyc/reference/sms.json': '{"vectors": [{"id": "A-1"}]}' },
      finds: 'in place',
    },
  ],
  good: [{ 'modules/rules/reference/holidays.json': '{"holidays": []}' }],
}

const copied = ({ path }: Source): Fault => ({ path, line: 1, says: 'read test cases in place' })

function looksLikeVectors(source: Source): Fault[] {
  if (!source.path.endsWith('.json') || !/"vectors"\s*:\s*\[/.test(source.text)) return []
  return baseName(source.path) === 'exceptions.json' ? [] : [copied(source)]
}
