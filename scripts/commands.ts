/** What `bin/dhara <command>` can do; each command is a script of its name. */
import { StartFault } from '../platform/runtime/start-fault.ts'

/** Runs a command and answers with its exit code. */
export type Script = { readonly says: string; run(args: readonly string[]): Promise<number> }

const commands: { readonly [name: string]: () => Promise<Script> } = {
  start: () => import('./start.ts'),
  simulate: () => import('./simulate.ts'),
  bench: () => import('./bench.ts'),
  check: () => import('./check.ts'),
  docs: () => import('./docs.ts'),
}

export async function dispatch(command: string, args: readonly string[]): Promise<number> {
  const load = commands[command]
  if (!load) {
    const lines = await Promise.all(
      Object.entries(commands).map(
        async ([name, of]) => `  ${name.padEnd(10)} ${(await of()).says}`,
      ),
    )
    console.error([`There is no command ${command}. There are:`, ...lines].join('\n'))
    return 2
  }
  try {
    return await (await load()).run(args)
  } catch (error) {
    // A fault of the surroundings is one sentence; anything else is ours, with its trace.
    console.error(error instanceof StartFault ? error.message : error)
    return 1
  }
}
