/** What the app tells of itself while somebody uses it, and under which names it asks. */
import { instantOf } from '#kernel/dates'
import { token } from '../draw.ts'
import type { World } from '../world.ts'
import type { Person } from './person.ts'
import type { Phone } from './phone.ts'

type Turning = { screen?: string; tries: number; readonly step: number }

export async function turnTo(
  who: Person,
  phone: Phone,
  world: World,
  state: Turning,
  screen: string,
): Promise<void> {
  const left = state.screen ? [{ what: 'screen-left', screen: state.screen }] : []
  const shown = screen ? [{ what: 'screen-shown', screen }] : []
  state.screen = screen
  state.tries = 0
  const key = `${keyOf(world, who, state.step)}-${screen}-trace`
  await trace(phone, who, world, [...left, ...shown], key)
}

/** Never a typed value; lost traces are nobody's loss. */
export async function trace(
  phone: Phone,
  who: Person,
  world: World,
  seen: readonly { what: string; screen?: string }[],
  key: string,
): Promise<void> {
  const device = `Android ${who.device.android}`
  const words = { appVersion: '1.0.0', language: who.language, network: '4g', device }
  const seenAt = instantOf(world.clock.now())
  const traces = seen.map((one) => ({ ...one, ...words, seenAt }))
  if (traces.length > 0) {
    await phone.command('gateway.trace', { installId: installOf(who), traces }, `${key}-seen`)
  }
}

/** `ins_sandbox-…` tells Dhara that no human waits behind this phone; a ring shares one. */
export const installOf = (who: Person): string => `ins_sandbox-${who.device.id.replace('_', '-')}`

export const keyOf = (world: World, who: Person, step: number): string =>
  `${token('key', world.seed, who.n, step)}-${step}`
