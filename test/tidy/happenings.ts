/** Events: named for their module, in the past tense, declared once, told only by their owner. */
import { nameOf, walk, type House, type Source } from './house.ts'
import { declaredIn, foreignUses, isFace, valueOf } from './faces.ts'
import { isTest, moduleAt, type Fault, type Rule } from './rule.ts'

/** Past or stative words that do not end in `-ed`, and the particles that may follow one. */
const irregular = new Set(
  `
  made sent paid kept broken given lost met run begun born shown left drawn seen read bought set cut
  put held told taken found known unknown built done withdrawn written chosen gone come frozen
  caught risen fallen grown hidden spoken split spent sold won shut hit due pending let stuck burnt
  withheld doubtful near
  `.split(/\s+/),
)
const particles = /^(off|in|out|up|down|back|over|away|through)$/

export const happenings: Rule = {
  says: 'An event bears its module’s name, is past tense, and is told by that module only.',
  check: (house) => [...nameFaults(house), ...foreignFaults(house), ...literalFaults(house)],
  bad: [
    {
      tree: { 'modules/kyc/contract.ts': "export const Paid = event('payments.paid', {})" },
      finds: 'belongs to kyc',
    },
    {
      tree: { 'modules/kyc/contract.ts': "export const CheckPan = event('kyc.check-pan', {})" },
      finds: 'past tense',
    },
    {
      tree: { 'modules/kyc/check.ts': "const Checked = event('kyc.pan-checked', {})" },
      finds: 'declared in contract.ts',
    },
    {
      tree: {
        'modules/kyc/contract.ts': "export const Checked = event('kyc.pan-checked', {})",
        'modules/lending/commands.ts': "import { Checked } from '#modules/kyc'\nemit(Checked({}))",
      },
      finds: 'only kyc may tell',
    },
    {
      tree: { 'modules/kyc/commands.ts': "emit({ type: 'kyc.pan-guessed', v: 1, data: {} })" },
      finds: 'no contract declares kyc.pan-guessed',
    },
    {
      tree: {
        'modules/kyc/contract.ts':
          "export const A = event('kyc.checked', {})\nexport const B = event('kyc.checked', {})",
      },
      finds: 'declared twice',
    },
  ],
  good: [
    { 'modules/gateway/contract.ts': "export const AppTrace = event('app.trace', {})" },
    { 'modules/lending/contract.ts': "export const Off = event('lending.loan-written-off', {})" },
  ],
}

function nameFaults(house: House): Fault[] {
  const events = declaredIn(house).filter(({ kind }) => !/^(command|query|entity)$/.test(kind))
  const twice = events.filter(
    (one, i) =>
      events.findIndex(
        ({ name, call }) => name === one.name && versionOf(call) === versionOf(one.call),
      ) !== i,
  )
  return [
    ...twice.map(({ path, line, name }) => ({ path, line, says: `${name} is declared twice` })),
    ...events.flatMap(({ path, line, name, module, kind }) => {
      if (name === 'app.trace') return []
      if (!name.startsWith(`${module}.`)) {
        return [
          { path, line, says: `${name || 'an event'} stands in a face that belongs to ${module}` },
        ]
      }
      if (kind !== 'event' || isPast(name)) return []
      return [{ path, line, says: `${name}: a fact is past tense, made, sent, refused` }]
    }),
    ...house.sources.flatMap(strayDeclarations),
  ]
}

function versionOf(call: ReturnType<typeof declaredIn>[number]['call']): unknown {
  const more = call.arguments[2]
  const v = more?.type === 'ObjectExpression' ? valueOf(more, 'v') : undefined
  return v?.type === 'Literal' ? v.value : 1
}

export function isPast(name: string): boolean {
  const words = name.slice(name.indexOf('.') + 1).split('-')
  const last = words.at(-1) ?? ''
  const word = particles.test(last) && words.length > 1 ? (words.at(-2) ?? '') : last
  return word.endsWith('ed') || irregular.has(word)
}

function strayDeclarations(source: Source): Fault[] {
  const { path, program } = source
  if (!program || moduleAt(path) === undefined || isTest(path) || isFace(path)) return []
  const found: Fault[] = []
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'event') return
    found.push({
      path,
      line: source.lineOf(node.start),
      says: 'events are declared in contract.ts',
    })
  })
  return found
}

/** Building another module's event is telling it. */
function foreignFaults(house: House): Fault[] {
  return foreignUses(house)
    .filter(({ of }) => !/^(command|query|entity)$/.test(of.kind))
    .flatMap(({ source, local, of }) => {
      const found: Fault[] = []
      walk(source.program!, (node) => {
        if (node.type !== 'CallExpression' || nameOf(node.callee) !== local) return
        const line = source.lineOf(node.start)
        found.push({ path: source.path, line, says: `only ${of.module} may tell ${of.name}` })
      })
      return found
    })
}

/** `{ type: 'kyc.pan-guessed', v: 1, data }` written by hand. */
function literalFaults(house: House): Fault[] {
  const declared = new Set(declaredIn(house).map(({ name }) => name))
  return house.sources.flatMap((source) => {
    const { path, program } = source
    if (!program || moduleAt(path) === undefined || isTest(path)) return []
    const found: Fault[] = []
    walk(program, (node) => {
      if (node.type !== 'ObjectExpression' || !valueOf(node, 'data')) return
      const type = nameOf(valueOf(node, 'type'))
      if (!/^[a-z]+\.[a-z-]+$/.test(type) || declared.has(type)) return
      const line = source.lineOf(node.start)
      found.push({ path, line, says: `no contract declares ${type}` })
    })
    return found
  })
}
