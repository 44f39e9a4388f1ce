/** The house's log lines as a view beside the facts: what its processes said. */
import { NO_FACT, type AskView } from './view.ts'

/** Name, meaning, kind and how it is read from the lake's rows: the line itself is `data`. */
const columns: readonly (readonly [string, string, string, string])[] = [
  ['line_id', 'The line itself', 'id', 'id'],
  ['recorded_at', 'When it was said, by the wall clock', 'instant', 'event_at'],
  ['business_date', 'The Indian date of that, by the wall clock', 'date', 'business_date'],
  ['level', 'How grave: debug, info, warn, error', 'choice', text('level')],
  ['part', 'The module or port that said it', 'text', text('part')],
  ['message', 'What it said', 'text', text('message')],
  ['door', 'The door it is about', 'text', text('door')],
  ['request_id', 'The request it is about', 'id', text('requestId')],
  ['host', 'The outside party it is about', 'text', text('host')],
  ['status', 'The HTTP status', 'int', `try_cast(${text('status')} as BIGINT)`],
  ['ms', 'How long it took', 'number', `try_cast(${text('ms')} as DOUBLE)`],
  ['problem', 'The error’s sentence', 'text', text('err"."message')],
  ['plain', 'The line, where it is no JSON', 'text', text('text')],
]

function text(path: string): string {
  return `json_extract_string(data, '$."${path}"')`
}

/** Lines are kept under this topic by the lake's reader of log files (platform/olap/lines.ts). */
export const linesView: AskView = {
  ...{ name: 'log_lines', type: NO_FACT, topic: 'log_lines', owner: 'platform' },
  columns: columns.map(([name, meaning, kind]) => ({
    ...{ name, meaning, kind, path: name },
    ...(name === 'ms' && { unit: 'ms' }),
  })),
  shows: `select ${columns.map(([name, , , sql]) => `${sql} as ${name}`).join(', ')} from source`,
}
