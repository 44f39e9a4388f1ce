/** What `bin/dhara <command>` can do; each command is a script of its name. */
import { StartFault } from '../platform/runtime/start-fault.ts'

/** Runs a command and answers with its exit code: 0 done, 1 not done, 2 not understood. */
export type Script = {
  /** One line, for the list of commands. */
  readonly says: string
  /** The whole of `--help`, where one line is not enough. */
  readonly help?: string
  run(args: readonly string[]): Promise<number>
}

const commands: { readonly [name: string]: () => Promise<Script> } = {
  start: () => import('./start.ts'),
  simulate: () => import('./simulate.ts'),
  jump: () => import('./jump.ts'),
  parked: () => import('./parked.ts'),
  replay: () => import('./replay.ts'),
  verify: () => import('./verify.ts'),
  check: () => import('./check.ts'),
  bench: () => import('./bench.ts'),
  docs: () => import('./docs.ts'),
}

export async function dispatch(command: string, args: readonly string[]): Promise<number> {
  if (/^(--help|-h|help)$/.test(command)) {
    console.log(await list())
    return 0
  }
  const load = commands[command]
  if (!load) {
    console.error(`There is no command ${command}.\n\n${await list()}`)
    return 2
  }
  try {
    const script = await load()
    if (!args.some((arg) => arg === '--help' || arg === '-h')) return await script.run(args)
    console.log(script.help ?? `bin/dhara ${command}: ${script.says}`)
    return 0
  } catch (error) {
    return told(error, command)
  }
}

async function list(): Promise<string> {
  const lines = Object.entries(commands).map(
    async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).says}`,
  )
  const head = 'bin/dhara COMMAND [--help]'
  return [head, '', ...(await Promise.all(lines))].join('\n')
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
