/**
 * The one file any Node from 20 on must be able to read. It installs what is missing, then hands
 * over to the Node the project pins: `npm start` is `launch.mjs start` is `main.ts start`.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, constants } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const MODULES = join(ROOT, 'node_modules')
const LOCK = join(ROOT, 'package-lock.json')
const STAMP = join(MODULES, '.dhara-installed')
const NODE_MIN = 24
const TEST_FILES_AT_ONCE_MAX = 4
const PROGRESS_MS = 1000
/**
 * What a house may take. Half the space of young objects: Node's own 16 MB and more are kept three
 * times over in every thread and never given back (measured: 374 MB with them, 213 with 4, and no
 * slower). All its objects: from this ceiling V8 reckons how much garbage it lets lie between two
 * collections, with Node's own 4 GB as much again three times over.
 */
const YOUNG_HALF_MB = 4
const HEAP_MB_MAX = 1024
/**
 * The C library, left alone, makes a heap for each of our dozen threads and keeps in each what was
 * once asked for (measured under load: 33 MB beside the main heap, and 6 with this).
 */
const MALLOC_ARENAS_MAX = '2'

const [command = '--help', ...rest] = process.argv.slice(2)
try {
  await ensureInstalled()
  const node = pinnedNode()
  process.exit(await run(node, wordsFor(command, rest)))
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

/** What the pinned Node is asked to run. */
function wordsFor(name, args) {
  const quiet = '--disable-warning=ExperimentalWarning'
  if (name === 'test') return [quiet, ...testWords(args)]
  const memory = [`--max-semi-space-size=${YOUNG_HALF_MB}`, `--max-old-space-size=${HEAP_MB_MAX}`]
  const house = [quiet, ...memory]
  if (name === 'dev')
    return [...house, '--watch', '--watch-preserve-output', 'main.ts', 'start', '--dev', ...args]
  return [...house, 'main.ts', name, ...args]
}

/** Words after `npm test --` choose files by any part of their path; flags go to Node's runner. */
function testWords(args) {
  const flags = args.filter((arg) => arg.startsWith('--'))
  const parts = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.replace(/^\.\//, ''))
  const all = wholeHousesFirst(testFilesIn(ROOT))
  const chosen =
    parts.length === 0 ? all : all.filter((file) => parts.some((part) => file.includes(part)))
  if (chosen.length === 0)
    throw new Error(`No test file's path contains ${parts.join(' or ') || '.test.ts'}.`)
  // One more than there are cores: a house under test waits half of its time for its database.
  const atOnce = Math.min(TEST_FILES_AT_ONCE_MAX, availableParallelism() + 1)
  return [
    ...['--test', '--test-global-setup=test/database-setup.ts', `--test-concurrency=${atOnce}`],
    ...flags,
    ...chosen,
  ]
}

/** They take longest: begun last, one of them would be waited for by idle hands. */
function wholeHousesFirst(files) {
  const whole = (file) => file.startsWith('test/')
  return [...files.filter(whole), ...files.filter((file) => !whole(file))]
}

function testFilesIn(folder) {
  const left = new Set(['node_modules', 'dist', '.data', '.git'])
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((one) => {
      const path = join(folder, one.name)
      if (one.isDirectory()) return left.has(one.name) ? [] : testFilesIn(path)
      return one.name.endsWith('.test.ts') ? [relative(ROOT, path)] : []
    })
}

/** Runs `npm ci` when packages are missing or not those of the lock file; a stamp says they are. */
async function ensureInstalled() {
  const hash = createHash('sha256').update(readFileSync(LOCK)).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return
  if (!isAsLocked()) await install()
  writeFileSync(STAMP, hash)
}

/** npm keeps a record of what it installed; somebody may have run `npm ci` without us. */
function isAsLocked() {
  const record = join(MODULES, '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(packagesOfLock()).every(([path, wanted]) => {
    const there = installed[path]
    return there === undefined ? wanted.optional === true : there.version === wanted.version
  })
}

function packagesOfLock() {
  const { '': _root, ...packages } = JSON.parse(readFileSync(LOCK, 'utf8')).packages
  return packages
}

async function install() {
  const count = Object.values(packagesOfLock()).filter((one) => !one.optional).length
  console.log(`Installing ${count} packages (once; a minute or two) …`)
  const startedAt = Date.now()
  const timer = setInterval(() => progress(count, startedAt), PROGRESS_MS)
  const [program, ...first] = npm()
  const code = await run(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(timer)
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
  if (code !== 0)
    throw new Error('`npm ci` failed (its own words are above): check the network and run again.')
  console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
}

/** npm says nothing until it is done, so we count what has arrived. */
function progress(count, startedAt) {
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const text = `  ${Math.min(arrived(), count)} of ${count} packages, ${seconds} s`
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`)
  else if (seconds % 10 === 0) console.log(text)
}

function arrived() {
  try {
    const folders = readdirSync(MODULES).filter((name) => !name.startsWith('.'))
    const size = (name) => (name.startsWith('@') ? readdirSync(join(MODULES, name)).length : 1)
    return folders.reduce((sum, name) => sum + size(name), 0)
  } catch {
    return 0 // Not there yet.
  }
}

function npm() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, script]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

/** The Node among the packages; where there is none for this machine, ours if it is new enough. */
function pinnedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const file = join(MODULES, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file) && statSync(file).size > 0) return file
  if (Number(process.versions.node.split('.')[0]) >= NODE_MIN) return process.execPath
  throw new Error(
    `Dhara needs Node ${NODE_MIN} or later and no package has one for ${process.platform} ` +
      `${process.arch} (this is ${process.versions.node}): install Node ${NODE_MIN} and run again.`,
  )
}

/**
 * Resolves to the exit code. Signals sent to us are passed on. Compiled code is kept: a start and
 * each file of tests then begin in half the time.
 */
function run(program, args) {
  return new Promise((resolve, reject) => {
    const env = {
      NODE_COMPILE_CACHE: join(MODULES, '.cache', 'compiled'),
      MALLOC_ARENA_MAX: MALLOC_ARENAS_MAX,
      ...process.env,
      // Paths among the words are meant from here.
      DHARA_CALLED_FROM: process.cwd(),
    }
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', env })
    // A terminal sends Ctrl-C to the child as well; once more would mean "at once" to it.
    const onTerminal = process.stdin.isTTY === true
    const pass = (signal) => {
      if (!(signal === 'SIGINT' && onTerminal)) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    child.once('error', (error) => reject(new Error(`${program} does not run: ${error.message}.`)))
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}
