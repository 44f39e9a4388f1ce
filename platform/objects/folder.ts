/**
 * The embedded engine of `objects`: a local folder.
 *
 * A file appears whole or not at all: it is written beside, flushed to the disk, then renamed (or
 * linked, where it must not overwrite: the file system decides who was first).
 */
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Objects } from './index.ts'

/** Names one `list` gives; the last one is the `after` of the next. */
export const LIST_MAX = 1000
const NAME_MAX = 500
const PART = /^[A-Za-z0-9_=][A-Za-z0-9._=@+-]*$/

/** Opens the folder, making it if absent. Names are `a/b/c.pdf`; one that could climb throws. */
export function openFolder(root: string): Objects {
  let writes = 0
  const pathOf = (name: string) => join(root, ...checked(name))

  return {
    put: async (name, bytes, { ifAbsent = false } = {}) => {
      const path = pathOf(name)
      const made = await mkdir(dirname(path), { recursive: true })
      // A leading dot can't be in a name, so a half-written file is never listed or read.
      const part = join(dirname(path), `.${process.pid}-${++writes}.part`)
      try {
        await written(part, bytes)
        if (!ifAbsent) await rename(part, path)
        else if (!(await linked(part, path))) return false
        await rm(coldMark(path), { force: true })
        await flushed(dirname(path))
        if (made !== undefined) await flushed(dirname(made))
        return true
      } finally {
        await rm(part, { force: true })
      }
    },
    adopt: async (name, from) => {
      const path = pathOf(name)
      const made = await mkdir(dirname(path), { recursive: true })
      await flushed(from)
      await moved(from, path)
      await rm(coldMark(path), { force: true })
      await flushed(dirname(path))
      if (made !== undefined) await flushed(dirname(made))
    },
    get: async (name) => absent(readFile(pathOf(name))),
    head: async (name) => {
      const found = await absent(stat(pathOf(name)))
      if (!found?.isFile()) return undefined
      const cold = await absent(stat(coldMark(pathOf(name))))
      return { name, size: found.size, ...(cold && { cold: true as const }) }
    },
    list: async (prefix, after = '') => {
      const names: string[] = []
      const top = prefix.slice(0, prefix.lastIndexOf('/') + 1)
      if (top !== '') checked(top.slice(0, -1))
      await walk(root, top, names)
      const wanted = names.filter((name) => name.startsWith(prefix) && name > after)
      const page = wanted.sort(byText).slice(0, LIST_MAX)
      const sized = page.map(async (name) => ({ name, size: (await stat(pathOf(name))).size }))
      return Promise.all(sized)
    },
    chill: async (...names) => {
      for (const name of names) {
        if (await absent(stat(pathOf(name)))) await writeFile(coldMark(pathOf(name)), '')
      }
    },
    delete: async (...names) => {
      for (const name of names) {
        await rm(pathOf(name), { force: true })
        await rm(coldMark(pathOf(name)), { force: true })
      }
    },
  }
}

function checked(name: string): string[] {
  const parts = name.split('/')
  if (name.length <= NAME_MAX && parts.every((part) => PART.test(part))) return parts
  throw new RangeError(`objects: not a name: ${name.slice(0, 80)}`)
}

/** A folder knows no storage classes: an empty file beside it stands for one. */
const coldMark = (path: string): string => join(dirname(path), `.${basename(path)}.cold`)

/** From another disk it is copied beside its place first: a rename alone is whole or nothing. */
async function moved(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'EXDEV') throw fault
    const part = join(dirname(to), `.${basename(to)}.part`)
    await copyFile(from, part)
    await flushed(part)
    await rename(part, to)
    await rm(from)
  }
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function linked(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path)
    return true
  } catch (fault) {
    if ((fault as { code?: string }).code === 'EEXIST') return false
    throw fault
  }
}

/** A new name is only safe on the disk once its folder is flushed too. */
async function flushed(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function walk(root: string, under: string, names: string[]): Promise<void> {
  const entries = await absent(readdir(join(root, under), { withFileTypes: true }))
  for (const entry of entries ?? []) {
    if (!PART.test(entry.name)) continue
    if (entry.isDirectory()) await walk(root, `${under}${entry.name}/`, names)
    else names.push(`${under}${entry.name}`)
  }
}

async function absent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (fault) {
    const { code } = fault as { code?: string }
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw fault
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
