/** `bin/dhara person`: mints one in the running house, who walks to a screen and stops there. */
import { parseArgs } from 'node:util'
import { applicationMachine } from '../modules/lending/application/application.machine.ts'
import { rupees } from '#kernel/money'
import { askHouse, type AtHouse } from './errand.ts'

export const help = `bin/dhara person [--at SCREEN] [--bureau SCORE] [--amount RUPEES] [--months N]
                 [--mandate confirmed|rejected] [--trait NAME=VALUE …] [--json]

A sandbox person is born in the running house, goes through the real doors by themselves, and stops
at the screen. Says who it is: phone, PAN, name; their codes are in the sandbox's inbox.

  --at        profile, pan, amount, offer, kfs, sign, account, mandate, active …;
              without it they live on
  --bureau    the score the bureau will tell, 300 to 900
  --trait     any trait of sandbox/README.md: nameAtBank="R KUMAR", payout=pending`

const LOOK_MS = 250
const REACH_MS_MAX = 120_000
/** People say mandate where the screen is the bank's page. */
const ALSO: { readonly [word: string]: string } = { mandate: 'mandate-approve' }

type Person = { n: number; name: string; phone: string; pan: string }
type Seen = { life: { screen?: string; left?: string } | null }

export const run = (args: readonly string[]): Promise<number> => askHouse('person', args)

export const atHouse: AtHouse = async ({ sandbox }, args, say) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      at: { type: 'string' },
      bureau: { type: 'string' },
      amount: { type: 'string' },
      months: { type: 'string' },
      mandate: { type: 'string' },
      trait: { type: 'string', multiple: true, default: [] },
    },
  })
  if (!sandbox) return told(say, 'Only a house with a sandbox has such people.', 1)
  const until = values.at === undefined ? undefined : (ALSO[values.at] ?? values.at)
  if (until !== undefined && !screens().has(until)) {
    return told(say, `No screen is called ${values.at}: ${[...screens()].join(', ')}.`, 2)
  }
  if (values.bureau !== undefined && !/^[3-9]\d\d$/.test(values.bureau)) {
    return told(say, `--bureau ${values.bureau} is no score from 300 to 900.`, 2)
  }
  const traits = {
    ...Object.fromEntries(values.trait.map((text) => text.split('=', 2) as [string, string])),
    ...(values.bureau && { score: Number(values.bureau) }),
    ...(values.mandate && { mandate: values.mandate }),
  }
  const trouble = {
    ...(values.amount && { amountPaise: rupees(values.amount) }),
    ...(values.months && { tenorMonths: Number(values.months) }),
  }
  const who = await sandbox.send<Person>('POST', '/people/mint', {
    ...{ traits, trouble },
    ...(until && { until }),
  })
  say(`${who.name}, phone ${who.phone}, PAN ${who.pan} (person ${who.n})`, who)
  if (until === undefined) return 0
  const seen = await reached(() => sandbox.send<Seen>('GET', `/people/${who.n}`), until)
  const where = seen?.left ?? `still at ${seen?.screen ?? 'the door'}`
  const isThere = seen?.screen === until
  return told(say, isThere ? `They stand at ${until}.` : `They are elsewhere: ${where}.`, +!isThere)
}

async function reached(look: () => Promise<Seen>, until: string): Promise<Seen['life']> {
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const { life } = await look()
    if (life?.left || life?.screen === until || waitedMs > REACH_MS_MAX) return life
    await new Promise((done) => setTimeout(done, LOOK_MS))
  }
}

/** Every screen the application's chart knows, and what the phone shows between them. */
const screens = (): ReadonlySet<string> =>
  new Set([
    ...Object.values(applicationMachine.states).flatMap(({ config }) => {
      const { screen } = (config.meta ?? {}) as { screen?: string }
      return screen === undefined ? [] : [screen]
    }),
    ...Object.values(ALSO),
  ])

function told(say: Parameters<AtHouse>[2], text: string, code: number): number {
  say(text)
  return code
}
