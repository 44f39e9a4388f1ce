/**
 * `npm run bench -- apps`: how well the classifier of apps does on the fifth of the curated table
 * it never learned from, kind by kind, and how many it classifies a second.
 */
import { isHeldBack, tableRows } from '../modules/device/apps/table.ts'
import { accuracyOf, told } from '../scripts/apps/accuracy.ts'

export async function run(args: readonly string[]): Promise<object> {
  const held = [...tableRows()].filter((row) => isHeldBack(row.packageName))
  accuracyOf(held) // Loads what ships.
  const began = performance.now()
  const accuracy = accuracyOf(held)
  const perSecond = Math.round((held.length / (performance.now() - began)) * 1000)
  if (!args.includes('--json')) {
    for (const line of told(accuracy)) console.log(line)
    console.log(`${perSecond} apps a second on one thread`)
  }
  return { ...accuracy, perSecond }
}
