/** What `bin/dhara <command>` can do; each command is a script of its name. */
import { StartFault } from '../platform/runtime/start-fault.ts'

/** A script: run with its words it gives an exit code, 0 done, 1 not done, 2 not understood. */
export type Script = {
  /** The whole of `--help`, where the one line below is not enough. */
  readonly help?: string
  run(args: readonly string[]): Promise<number>
}

type Command = readonly [says: string, load: () => Promise<Script>]

const commands: { readonly [name: string]: Command } = {
  start: [
    'the whole house, until Ctrl-C (--fresh starts over, --only=a,b runs a part)',
    () => import('./start.ts'),
  ],
  simulate: [
    'people live for months by barrier (--people --months --seed --faults --from)',
    () => import('./simulate.ts'),
  ],
  jump: ['moves business time on: jump 2026-12-05 | +10d | +6h', () => import('./jump.ts')],
  person: [
    'mints a person at any step: person --at mandate --bureau 640',
    () => import('./person.ts'),
  ],
  parked: [
    'facts no reaction could digest: parked [list|inspect|mend|redrive]',
    () => import('./parked.ts'),
  ],
  replay: [
    'sends a group back over the log: replay GROUP --from earliest|INSTANT --yes',
    () => import('./replay.ts'),
  ],
  verify: [
    'walks the hash chains of the log and names the first altered row',
    () => import('./verify.ts'),
  ],
  dataset: [
    'training sets as decisions saw them: dataset --label npa-in-6-months --as-of decision',
    () => import('./dataset.ts'),
  ],
  import: [
    'a book another system kept: import loans FILE [--check] [--on DATE]',
    () => import('./import.ts'),
  ],
  archive: [
    'old days of the log to the lake: archive [--warm DAYS] [--chill DAYS]',
    () => import('./archive.ts'),
  ],
  sidecar: ['log lines into the lake, until Ctrl-C (--once)', () => import('./sidecar.ts')],
  check: ['all that CI runs: check [SUITE …]', () => import('./check.ts')],
  prove: ['the long proof: more people, months and seeds, 30 kills', () => import('./prove.ts')],
  bench: ['measures one thing: bench NAME [--json]', () => import('./bench.ts')],
  apps: [
    'builds the curated table of apps and its classifier, and says how well it does',
    () => import('./apps.ts'),
  ],
  conform: [
    'scores a calculation on cases: conform sms|loans FILE, conform vectors DIR [--json]',
    () => import('./conform.ts'),
  ],
  secrets: ['looks for credentials in what git tracks', () => import('./secrets.ts')],
  docs: ['draws the generated documents; --check compares them', () => import('./docs.ts')],
}

export async function dispatch(command: string, args: readonly string[]): Promise<number> {
  if (/^(--help|-h|help)$/.test(command)) {
    console.log(list())
    return 0
  }
  const [says, load] = Object.hasOwn(commands, command) ? commands[command]! : []
  if (!load) {
    console.error(`There is no command ${command}.\n\n${list()}`)
    return 2
  }
  try {
    const script = await load()
    if (!args.some((arg) => arg === '--help' || arg === '-h')) return await script.run(args)
    console.log(script.help ?? `bin/dhara ${command}: ${says}`)
    return 0
  } catch (error) {
    return told(error, command)
  }
}

function list(): string {
  const lines = Object.entries(commands).map(([name, [says]]) => `  ${name.padEnd(10)} ${says}`)
  return ['bin/dhara COMMAND [--help]', '', ...lines].join('\n')
}

/** A fault of the surroundings is one sentence; anything else is ours, with its trace. */
function told(error: unknown, command: string): number {
  if (error instanceof StartFault) {
    console.error(error.message)
    return 1
  }
  const { code, message } = error as { code?: string; message?: string }
  if (code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${message?.split('. ')[0]}: see bin/dhara ${command} --help.`)
    return 2
  }
  console.error(error)
  return 1
}
