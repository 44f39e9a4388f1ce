/** `bin/dhara conform WHAT FILE`: scores the house's calculations on a file of cases. */
import type { Script } from './commands.ts'

export const help = `bin/dhara conform sms FILE [--json] [--wrong]
bin/dhara conform loans FILE [--json] [--bar X] [--wrong]
bin/dhara conform vectors DIR [--json] [--bar X]

Scores what a calculation makes of a file of cases; exit code 0 when it could be read and scored.
  sms FILE   messages in the format of data/sms/dev.json: precision, recall, F1 of "money moved",
             each field's accuracy, all asserted fields right, and what was wrongly counted
  loans FILE   the cases of data/loans: by tier and group, checkpoints with every value equal
  vectors DIR   the cases of domain/vectors, file by file; those no module owns yet are skipped
  --json     the figures alone, as one line
  --bar X    exit code 1 when less than X percent of what was counted passed (loans, vectors)
  --wrong    also lists each case that was read wrongly, and how`

const kinds: { readonly [kind: string]: () => Promise<Script> } = {
  loans: () => import('./conform/loans.ts'),
  sms: () => import('./conform/sms.ts'),
  vectors: () => import('./conform/vectors.ts'),
}

export async function run([kind, ...args]: readonly string[]): Promise<number> {
  const load = kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (!load) {
    console.error(`Name one of: ${Object.keys(kinds).join(', ')}.\n\n${help}`)
    return 2
  }
  return (await load()).run(args)
}
