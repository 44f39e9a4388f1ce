/**
 * Looks for credentials in the files git tracks: known shapes first, then strings too random for
 * prose.
 *
 * What a finding shows is its place and kind, never the secret itself.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

export type Finding = { readonly path: string; readonly line: number; readonly kind: string }

const shapes: readonly { kind: string; is: RegExp }[] = [
  { kind: 'a private key', is: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { kind: 'an AWS access key', is: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { kind: 'a GitHub token', is: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})\b/ },
  { kind: 'an npm token', is: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { kind: 'a Slack token', is: /\bxox[abprs]-[A-Za-z0-9-]{10,}\b/ },
  { kind: 'a Google key', is: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { kind: 'a Razorpay key', is: /\brzp_live_[A-Za-z0-9]{14,}\b/ },
  { kind: 'a signed token', is: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/ },
  {
    kind: 'a password in an address',
    is: /\b[a-z]+:\/\/[^\s:/@$'"`{}<>]+:[^\s:/@$'"`{}<>]{6,}@(?!localhost|127\.0\.0\.1|\[::1\])/,
  },
]

/** Of a value assigned to a name that promises a secret. */
const named = new RegExp(
  `(?:secret|passw(?:or)?d|token|api_?key|private_?key|credential)\\w*["']?\\s*[:=]\\s*` +
    '["\'`]([^"\'`\\s]{12,})["\'`]',
  'i',
)
const quoted = /["'`]([A-Za-z0-9+/_=-]{32,})["'`]/g

/** Bits a character carries: English is near 4, random base64 near 6. */
const entropyMin = 4.6
const bytesMax = 1_000_000
/** Files made of hashes, coordinates and weights, where randomness is the content. */
const random = /(^|\/)(package-lock\.json|[\w-]+-weights\.json|.*\.(svg|woff2|png|ico|pdf))$/

/** What one text holds. A line that says `no secret: <why>` is trusted. */
export function secretsIn(path: string, text: string): Finding[] {
  return text.split('\n').flatMap((content, index) => {
    if (/no secret: \w/.test(content)) return []
    const kind = kindOf(content)
    return kind === undefined ? [] : [{ path, line: index + 1, kind }]
  })
}

function kindOf(line: string): string | undefined {
  const known = shapes.find(({ is }) => is.test(line))
  if (known) return known.kind
  const value = named.exec(line)?.[1]
  if (value !== undefined && entropyOf(value) > 3.5 && /\d/.test(value) && !/[{$<]/.test(value)) {
    return 'a value named as a secret'
  }
  for (const [, text = ''] of line.matchAll(quoted)) {
    const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
    if (mixed && entropyOf(text) >= entropyMin) return 'a string too random for prose'
  }
  return undefined
}

/** Shannon entropy in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** Everything git tracks or would track. */
export function secretsUnder(root: string): Finding[] {
  return filesUnder(root).flatMap((path) => {
    if (path === '' || random.test(path) || path === 'scripts/secrets.test.ts') return []
    const file = statSync(join(root, path), { throwIfNoEntry: false })
    if (!file?.isFile() || file.size > bytesMax) return []
    return secretsIn(path, readFileSync(join(root, path), 'utf8'))
  })
}

/** As git lists them; in an archive of the sources, without a repository, all that is there. */
function filesUnder(root: string): readonly string[] {
  if (!existsSync(join(root, '.git'))) {
    const exclude = (path: string) => /^(node_modules|dist|\.data)$/.test(basename(path))
    return globSync('**/*', { cwd: root, exclude })
  }
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).split('\0')
}

/** `bin/dhara secrets`: prints places, exits 1 when there are any. */
export async function run(): Promise<number> {
  const found = secretsUnder(resolve(import.meta.dirname, '..'))
  for (const { path, line, kind } of found) console.log(`${path}:${line} looks like ${kind}`)
  return found.length === 0 ? 0 : 1
}
