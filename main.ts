/**
 * Dhara on one screen: the modules, and what `bin/dhara <command>` runs.
 *
 * A module never knows whether it runs alone, beside the others, on embedded or on distributed
 * engines: this file and the configuration do.
 */
import type { Module } from '#platform/runtime'

/** Every module, in the order a customer meets them. */
export const moduleNames = [
  'identity',
  'gateway',
  'rules',
  'kyc',
  'bureau',
  'device',
  'fraud',
  'decision',
  'lending',
  'documents',
  'payments',
  'comms',
  'analytics',
  'monitor',
  'archive',
] as const

/** Loads the modules; a name given to `--only` loads just those. */
export async function modules(only: readonly string[] = moduleNames): Promise<readonly Module[]> {
  const chosen = moduleNames.filter((name) => only.includes(name))
  const loaded = await Promise.all(chosen.map((name) => import(`./modules/${name}/module.ts`)))
  return loaded.map((file: { module: Module }) => file.module)
}

if (import.meta.main) {
  const [command = 'start', ...rest] = process.argv.slice(2)
  // Not awaited here: the commands import this file's list, which must be there by then.
  void import('./scripts/commands.ts')
    .then(({ dispatch }) => dispatch(command, rest))
    .then((code) => (process.exitCode = code))
}
