/** The first start's logins: one per role, in a 0600 file, on a developer's machine only. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor, Command } from '#kernel/contract'
import { random } from './chance.ts'

type Enrolled = { totpSecret: string } | { refused: string }
type Ask = (command: Command, input: never, actor: Actor) => Promise<unknown>

const SPARES = [2, 3, 4, 5]
const identity: Actor = { kind: 'module', id: 'identity' }

/** Makes a login per role and writes them down, once; gives the file. */
export async function firstLogins(parts: {
  folder: string
  roles: readonly string[]
  enrolStaff: Command
  ask: Ask
  address: string
}): Promise<string> {
  const { folder, roles, enrolStaff, ask, address } = parts
  const file = join(folder, 'first-start.txt')
  if (existsSync(file)) return file
  const lines = [`Sign in at ${address} with a login, its password and a six-digit TOTP.`, '']
  for (const role of roles) {
    const password = Buffer.from(random(12)).toString('base64url')
    const enrolled = await enrolledFor(role, password)
    if (!enrolled) continue
    const { login, totpSecret } = enrolled
    const uri = `otpauth://totp/Dhara:${login}?secret=${totpSecret}&issuer=Dhara`
    lines.push(`role ${role}`, `  login     ${login}`, `  password  ${password}`)
    lines.push(`  totp      ${totpSecret}`, `  uri       ${uri}`, '')
  }
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file

  /** A start that was killed half-way took a login whose password nobody knows: take the next. */
  async function enrolledFor(role: string, password: string) {
    for (const login of [role, ...SPARES.map((spare) => `${role}-${spare}`)]) {
      const input = { login, password, roles: [role] }
      const enrolled = (await ask(enrolStaff, input as never, identity)) as Enrolled
      if ('totpSecret' in enrolled) return { login, totpSecret: enrolled.totpSecret }
    }
    return undefined
  }
}
