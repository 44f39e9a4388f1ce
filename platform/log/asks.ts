/**
 * Commands one module asks of another: a built-in group of the owner on `<owner>.asks`. The
 * command's shell runs once for an ask id, in the transaction that moves the position; a refusal
 * goes back as `<owner>.ask-refused` about the same customer (DESIGN §4).
 */
import { Compile } from 'typebox/compile'
import type { Fact } from '#kernel/contract'
import { isRefused } from '#kernel/decider'
import type { Door } from '#platform/http'
import type { Database, Open } from '#platform/sql'
import type { GroupSpec } from './group.ts'
import type { Statement } from './position.ts'

type Asked = { askId: string; command: string; input: unknown; by: string }
type Check = {
  Check(value: unknown): boolean
  Errors(value: unknown): { instancePath: string; message: string }[]
}
type Answerer = { door: Door; check: Check }

export function groupOfAsks(
  db: Pick<Database, 'transact'>,
  module: string,
  doors: readonly Door[],
): GroupSpec {
  const commands = new Map<string, Answerer>()
  const answererOf = (name: string): Answerer => {
    const known = commands.get(name)
    if (known) return known
    const door = doors.find((one) => one.call.kind === 'command' && one.call.name === name)
    if (!door) throw new Error(`${module} has no command ${name}`)
    const fresh = { door, check: Compile(door.call.input) }
    commands.set(name, fresh)
    return fresh
  }
  // One serializable command makes the whole batch so: the group runs them in one transaction.
  const serializable = doors.some((door) => door.call.serializable)
  return {
    name: `${module}.asks`,
    module,
    topics: [`${module}.asks`],
    types: new Set([`${module}.asked`]),
    onPoison: 'skip',
    transact: (work) =>
      db.transact(module, { serializable }, (open) =>
        work({
          sql: open.sql as unknown as Statement,
          handle: async (facts) => {
            for (const fact of facts) await run(open, fact, answererOf)
          },
        }),
      ),
  }
}

async function run(open: Open, fact: Fact, answererOf: (name: string) => Answerer): Promise<void> {
  const asked = fact.data as Asked
  const { door, check } = answererOf(asked.command)
  if (!check.Check(asked.input)) throw new Error(sayFault(asked, check))

  if (!(await claim(open, asked.askId))) return
  const tx = open.tx({ actor: { kind: 'module', id: asked.by }, fact })
  const answer = await door.shell(asked.input as never, tx)
  if (!isRefused(answer) || door.call.refusals.length === 0) return

  const { askId, command, by } = asked
  const data = { askId, command, refusal: answer.refused, by }
  await tx.emit(fact.key, [{ type: `${open.module}.ask-refused`, v: 1, data }])
}

async function claim(open: Open, askId: string): Promise<boolean> {
  const sql = open.sql as unknown as Statement
  const [row] = await sql<{ first: boolean }[]>`
    select platform.log_claim_ask(${open.module}, ${askId}) as first`
  return row?.first ?? false
}

/** Where the input is wrong, never what it holds. */
function sayFault({ command, by, input }: Asked, check: Check): string {
  const [first] = check.Errors(input)
  const where = first ? `${first.instancePath || 'input'} ${first.message}` : 'input'
  return `${by} asked ${command} wrongly: ${where}`
}
