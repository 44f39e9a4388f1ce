/** What the last commit holds: the shapes of events that may already lie in somebody's log. */
import { spawnSync } from 'node:child_process'
import { root } from './pages.ts'

/** The texts of the paths at HEAD, in one call of git; those it does not know are left out. */
export function atHead(paths: readonly string[]): Map<string, string> {
  const input = paths.map((path) => `HEAD:${path}\n`).join('')
  const options = { cwd: root, input, maxBuffer: 1e8 }
  const { stdout, status } = spawnSync('git', ['cat-file', '--batch'], options)
  return status === 0 ? blobs(stdout, paths) : new Map()
}

/** `<hash> blob <size>`, then that many bytes and a line break; or `<path> missing`. */
function blobs(out: Buffer, paths: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  let at = 0
  for (const path of paths) {
    const end = out.indexOf('\n', at)
    if (end < 0) break
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(out.toString('utf8', at, end))?.[1]
    at = end + 1
    if (size === undefined) continue
    found.set(path, out.toString('utf8', at, at + Number(size)))
    at += Number(size) + 1
  }
  return found
}
