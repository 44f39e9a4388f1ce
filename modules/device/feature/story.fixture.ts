/** Lives told in messages, for tests of what is made of them. */
import { createHash } from 'node:crypto'
import { addDays, atTime, date, parts, type LocalDate } from '#kernel/dates'
import { id } from '#kernel/ids'
import { sealRecord } from '../engines/envelope.ts'
import type { Message } from '../sms/reading.ts'
import { SmsRecorded, type SmsBackfilled } from '../uplink/face.ts'

/** A data key as identity would hand it out: always the same for one customer. */
export const keyOf = (customerId: string, of = 'device-sms') => ({
  ...{ customerId, class: of, generation: 1 },
  dataKey: createHash('sha256').update(`${of}/${customerId}`).digest('base64url'),
})

export const nonceOf = (text: string): Uint8Array =>
  createHash('sha256').update(text).digest().subarray(0, 12)

let serial = 0
/** A message as the door would have recorded it. */
export function recorded(
  customerId: string,
  message: Message,
  kind: typeof SmsRecorded | typeof SmsBackfilled = SmsRecorded,
) {
  const recordId = id('rec', `r${++serial}`)
  const { at: seenAt } = message
  const key = keyOf(customerId)
  const sealed = sealRecord(key, recordId, JSON.stringify(message), nonceOf(recordId))
  const of = { recordId, batchId: 'b1', class: 'device-sms', generation: 1 } as const
  return kind({ ...of, sealed, seenAt })
}

export const message = (on: string, sender: string, body: string, time = '10:00'): Message => ({
  ...{ sender, body },
  at: atTime(date(on), time),
})

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const written = (on: LocalDate): string => {
  const { year, month, day } = parts(on)
  return `${String(day).padStart(2, '0')}-${MONTHS[month - 1]}-${String(year).slice(2)}`
}

/** A salary by bank transfer, as one of the banks words it. */
export const salary = (on: string, rupees = '45,000.00', balance = '60,000.00'): Message =>
  message(
    on,
    'AX-HDFCBK-S',
    `Update! INR ${rupees} deposited in HDFC Bank A/c XX1234 on ${written(date(on))} for ` +
      `NEFT Cr-SALARY-ORBIT SYSTEMS. Avl bal INR ${balance}. ` +
      'Cheque deposits in A/C are subject to clearing',
  )

export const spent = (on: string, rupees: string, who = 'BIG BASKET', time = '18:00'): Message =>
  message(
    on,
    'VM-YESBNK-S',
    `INR ${rupees} debited from YES BANK A/C X4821 on ${written(date(on))} towards ` +
      `UPI:5612${on.replaceAll('-', '')} to ${who}. Avl Bal INR 8,110.25. ` +
      'Not you? Call 18001200',
    time,
  )

export const bounced = (on: string): Message =>
  message(
    on,
    'VM-BAJAJF-S',
    `Your Bajaj Finance EMI of Rs.1,899 for loan 400XXXX12 was returned by your bank on ` +
      `${written(date(on))}. Pay Rs.2,399 incl. charges now: bfl.example/p`,
  )

/** Some weeks of an ordinary life up to a day: salaries, spending, one return. */
export function ordinaryLife(until: LocalDate, seed: number): Message[] {
  const days = Array.from({ length: 100 }, (_, back) => addDays(until, -back))
  return days.flatMap((on, back): Message[] => [
    ...(parts(on).day === 1 ? [salary(on)] : []),
    ...(back % (3 + (seed % 4)) === 0 ? [spent(on, `${200 + seed}.00`)] : []),
    ...(back === 20 + seed ? [bounced(on)] : []),
  ])
}
