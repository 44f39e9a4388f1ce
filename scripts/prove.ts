/** `npm run prove`: the long proof, with more people, months and seeds than `check`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const help = `npm run prove [-- --people N --months M --seeds N --kills N --walks N]

Kills the house under load thirty times and compares what was acknowledged with what is there, walks
sixty seeded ways over the charts, and then lives whole simulations (low faults and high), one seed
after another. About an hour.`

const root = join(import.meta.dirname, '..')

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      people: { type: 'string', default: '200' },
      months: { type: 'string', default: '12' },
      seeds: { type: 'string', default: '5' },
      kills: { type: 'string', default: '30' },
      walks: { type: 'string', default: '60' },
    },
  })
  const { people, months, seeds, kills, walks } = values
  const failed: string[] = []
  const step = async (name: string, words: readonly string[], env: object = {}) => {
    console.log(`── ${name}`)
    if ((await exitOf(words, env)) !== 0) failed.push(name)
  }
  const crash = ['--test', 'test/crash/crash.test.ts']
  const setUp = ['--test-global-setup', 'test/database-setup.ts']
  await step(`${kills} kills`, [...setUp, ...crash], { DHARA_KILLS: kills })
  const paths = ['--test', 'test/journeys/paths.test.ts']
  await step(`${walks} walks at random`, paths, { DHARA_WALKS: walks })
  for (let seed = 101; seed < 101 + Number(seeds); seed++) {
    for (const faults of ['low', 'high']) {
      const life = ['--people', people, '--months', months, '--faults', faults]
      const words = ['main.ts', 'simulate', ...life, '--seed', String(seed)]
      await step(`seed ${seed}, faults ${faults}`, words)
    }
  }
  console.log(failed.length === 0 ? 'All of it held.' : `Broken: ${failed.join('; ')}`)
  return failed.length === 0 ? 0 : 1
}

const exitOf = (words: readonly string[], env: object): Promise<number> =>
  new Promise((done) => {
    const around = { ...process.env, ...env }
    const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env: around })
    child.on('exit', (code) => done(code ?? 1))
  })
