/** A process that starts the engine, says where it is, and waits to be killed. */
import { openEngine } from './engine.ts'

const [data, repository] = process.argv.slice(2) as [string, string]
const engine = await openEngine({ data, explicit: true, repository })
process.stdout.write(`${JSON.stringify({ url: engine.url, adopted: engine.adopted })}\n`)
setInterval(() => {}, 1000)
