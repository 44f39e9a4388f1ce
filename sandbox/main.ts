/**
 * The sandbox as a child process of Dhara: prints `{"port":…}` when it answers, ends on SIGTERM.
 */
import { openSandbox, type SandboxOptions } from './server.ts'

const parent = process.ppid
const { SANDBOX_PORT, SANDBOX_DATA, SANDBOX_SECRET, SANDBOX_HOOKS, SANDBOX_SEED } = process.env

const options: SandboxOptions = {
  port: Number(SANDBOX_PORT ?? 0),
  secret: SANDBOX_SECRET ?? '',
  home: SANDBOX_HOOKS ?? '',
  seed: SANDBOX_SEED ?? '1',
  ...(SANDBOX_DATA && { folder: SANDBOX_DATA }),
}
const sandbox = await openSandbox(options)
process.stdout.write(`${JSON.stringify({ port: sandbox.port })}\n`)

let closing = false
const stop = (): void => {
  if (closing) return
  closing = true
  void sandbox.close().then(() => process.exit(0))
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

// An orphan would keep the port and the file: when the parent is gone (kill -9), so are we.
setInterval(() => process.ppid === parent || stop(), 500).unref()
