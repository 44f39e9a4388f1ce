/** One word everywhere, and the same few file names in every module (STYLE §3, §5). */
import type { House, Source } from './house.ts'
import { baseName, moduleAt, portAt, type Fault, type Rule } from './rule.ts'

const banned = /^(utils?|helpers?|common|types?|constants?|services?|managers?|misc|shared|lib)$/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const beside = /(\.machine|\.db|\.suite|\.test|\.config|\.d|\.fixture|\.child)+$/

export const names: Rule = {
  says: 'Files are kebab-case nouns, none is called utils; a module has its fixed files.',
  check: (house) => [
    ...house.sources.flatMap((source) => [...nameFaults(source), ...moduleFileFaults(source)]),
    ...missingFiles(house),
  ],
  bad: [
    { tree: { 'modules/kyc/utils.ts': '' }, finds: 'says nothing' },
    { tree: { 'platform/log/helpers/date.ts': '' }, finds: 'says nothing' },
    { tree: { 'kernel/moneyThings.ts': '' }, finds: 'kebab-case' },
    { tree: { 'modules/kyc/index.ts': '' }, finds: 'index.ts belongs to a port' },
    { tree: { 'modules/kyc/check/contract.ts': '' }, finds: 'one face' },
    { tree: { 'modules/kyc/migrations/pan.sql': '' }, finds: 'NNNN-noun.sql' },
    { tree: { 'modules/kyc/fixtures/pan.ts': '' }, finds: 'is no noun of this module' },
    { tree: { 'modules/kyc/contract.ts': '' }, finds: 'has no module.ts' },
    { tree: { 'modules/kyc/README.md': 'a\n'.repeat(62) }, finds: 'at most 60 lines' },
  ],
  good: [
    { 'modules/kyc/contract.ts': '', 'modules/kyc/module.ts': '', 'modules/kyc/README.md': '' },
  ],
}

function nameFaults({ path }: Source): Fault[] {
  const parts = path.split('/')
  const last = (parts.pop() ?? '').replace(/\.(ts|tsx|mjs|sql|json|md|csv|tsv)$/, '')
  const stem = last.replace(beside, '')
  const words = [...parts, stem]
  const empty = words.find((word) => banned.test(word))
  if (empty) return [at(path, `the name ${empty} says nothing: name it for its noun`)]
  const code = /\.(ts|tsx|mjs|sql)$/.test(path)
  if (code && !kebab.test(stem)) return [at(path, 'files are kebab-case nouns')]
  if (stem === 'index' && !/^platform\/[^/]+\/index\.ts$/.test(path) && code) {
    return [at(path, 'index.ts belongs to a port; there are no barrels')]
  }
  return []
}

const folders = /^(engines|providers|channels|reference|migrations)$/

function moduleFileFaults({ path, lines }: Source): Fault[] {
  const module = moduleAt(path)
  if (module === undefined) return []
  const [first = '', ...rest] = path.slice(`modules/${module}/`.length).split('/')
  const base = baseName(path)
  if (path === `modules/${module}/README.md` && lines.length > 61) {
    return [at(path, 'a module README has at most 60 lines')]
  }
  if (rest.length === 0) return []
  if (/^(contract|module)\.ts$/.test(base)) return [at(path, 'a module has one face and one table')]
  if (first === 'migrations' && !/^\d{4}-[a-z0-9-]+\.sql$/.test(base)) {
    return [at(path, 'migrations are NNNN-noun.sql')]
  }
  const nounFolder = !folders.test(first) && /^(fixtures|tests?|src|data|sql)$/.test(first)
  return nounFolder ? [at(path, `${first}/ is no noun of this module`)] : []
}

function missingFiles(house: House): Fault[] {
  const modules = new Set(house.sources.flatMap(({ path }) => moduleAt(path) ?? []))
  return [...modules].flatMap((module) =>
    ['contract.ts', 'module.ts', 'README.md']
      .map((name) => `modules/${module}/${name}`)
      .filter((path) => !house.at(path))
      .map((path) => at(path, `${module} has no ${baseName(path)}`)),
  )
}

const at = (path: string, says: string): Fault => ({ path, line: 1, says })

/** Ports, for the rules that speak of them. */
export const portsOf = (house: House): string[] => [
  ...new Set(house.sources.flatMap(({ path }) => portAt(path) ?? [])),
]
