/**
 * `npm run bench -- sms [FILE] [--json]`: messages parsed a second on one thread, beside npm's
 * `transaction-sms-parser` over the same messages in the same run (issue 3 C), and the door's
 * one-time-code check. FILE defaults to data/sms/dev.json of DHARA_SHARED.
 *
 * A rate is per second of the one thread's own processor time, so that what else runs on the
 * machine does not count; on an idle one that is the clock's second.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTransactionInfo } from 'transaction-sms-parser'
import { isOtp } from '../modules/device/sms/otp.ts'
import { parseSms } from '../modules/device/sms/parse.ts'
import { alternating, type Ratio } from './ratio.ts'

const ROUND_MS = 1000
const PARSED_BAR = 30_000
const CHECKED_BAR = 100_000

type Message = { readonly sender: string; readonly body: string }

export async function run(args: readonly string[]): Promise<object> {
  const messages = messagesIn(args.find((arg) => !arg.startsWith('-')))
  const parsed = await alternating(
    rateOf(messages, ({ body }) => getTransactionInfo(body)),
    rateOf(messages, parseSms),
  )
  const checked = await rateOf(messages, ({ sender, body }) => isOtp(sender, body))()
  const figures = {
    messages: messages.length,
    parsed: { ...parsed, bar: PARSED_BAR, met: parsed.ours >= PARSED_BAR },
    otpCheck: { ours: checked, bar: CHECKED_BAR, met: checked >= CHECKED_BAR },
  }
  if (!args.includes('--json')) console.log(told(parsed, checked))
  return figures
}

const told = ({ ours, bare, ratio }: Ratio, checked: number): string =>
  `parsed              ${Math.round(ours)}/s on one thread (bar ${PARSED_BAR})   ` +
  `${ratio.toFixed(1)} of transaction-sms-parser's ${Math.round(bare)}/s\n` +
  `one-time-code check ${Math.round(checked)}/s (bar ${CHECKED_BAR})`

function messagesIn(file: string | undefined): readonly Message[] {
  const shared = process.env['DHARA_SHARED'] ?? join(import.meta.dirname, '../../shared')
  const text = readFileSync(file ?? join(shared, 'data/sms/dev.json'), 'utf8')
  const all = JSON.parse(text) as readonly { sender: string | null; body: string }[]
  return all.map(({ sender, body }) => ({ sender: sender ?? '', body }))
}

/** Whole passes over the messages until the thread has worked for the round's time. */
function rateOf(messages: readonly Message[], act: (message: Message) => unknown) {
  return async (): Promise<number> => {
    const began = process.threadCpuUsage()
    let [done, workedMs] = [0, 0]
    while (workedMs < ROUND_MS) {
      for (const message of messages) act(message)
      done += messages.length
      const { user, system } = process.threadCpuUsage(began)
      workedMs = (user + system) / 1000
    }
    return (done / workedMs) * 1000
  }
}

if (import.meta.main) {
  const figures = await run(process.argv.slice(2))
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
}
