/** A file turned over when it is full: `x.ndjson`, then `x.1.ndjson` … the oldest is dropped. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export type TurningFile = { write(line: string): void; close(): void }

/** Lines wait for the end of the present turn of the loop, or for so many characters. */
const WAITING_MAX = 64 * 1024

export function openTurningFile(of: { path: string; bytesMax: number; keep: number }): TurningFile {
  const { path, bytesMax, keep } = of
  mkdirSync(dirname(path), { recursive: true })
  let file = openSync(path, 'a', 0o600)
  let size = fstatSync(file).size
  let waiting: string[] = []
  let characters = 0
  let closed = false

  const flush = () => {
    if (waiting.length === 0 || closed) return
    const bytes = Buffer.from(waiting.join(''))
    waiting = []
    characters = 0
    if (size > 0 && size + bytes.length > bytesMax) turn()
    writeSync(file, bytes)
    size += bytes.length
  }
  const turn = () => {
    closeSync(file)
    rmSync(older(path, keep), { force: true })
    for (let n = keep - 1; n >= 0; n--) moved(older(path, n), older(path, n + 1))
    file = openSync(path, 'a', 0o600)
    size = 0
  }
  return {
    write: (line) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push(line)
      characters += line.length
      if (characters > WAITING_MAX) flush()
    },
    close: () => {
      if (closed) return
      flush()
      closed = true
      closeSync(file)
    },
  }
}

const older = (path: string, n: number): string =>
  n === 0 ? path : path.replace(/(\.\w+)?$/, (end) => `.${n}${end}`)

function moved(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'ENOENT') throw fault
  }
}
