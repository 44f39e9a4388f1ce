/** `bin/dhara verify`: walks the log's hash chains and names the first altered row. */
import { askHouse, type AtHouse } from './errand.ts'

export const help = `bin/dhara verify [--json]

Reads the whole log of the running house. Exit code 0 when every fact is as it was appended,
1 when one is not: its topic, partition and offset are named.`

export const run = (args: readonly string[]): Promise<number> => askHouse('verify', args)

export const atHouse: AtHouse = async ({ log }, _args, say) => {
  const verified = await log.verify((line) => say(line))
  const { segments, facts, fault } = verified
  if (!fault) {
    say(`${facts} facts in ${segments} segments are as they were appended.`, verified)
    return 0
  }
  say(`${fault.topic}/${fault.part} from offset ${fault.base}: ${fault.says}.`, verified)
  return 1
}
