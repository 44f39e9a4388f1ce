import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '#kernel/dates'
import { vectorsOf } from '#test/vectors'
import { after } from './message.ts'
import { segmentsOf } from './segment.ts'
import { filled, matches, registered } from './template.ts'
import { mayGoOut, promotionOpensAt } from './window.ts'

// oxlint-disable-next-line no-explicit-any -- each kind of vector has inputs of its own
type Vector = { id: string; inputs: any; expected: any; note?: string }
const { skip, vectors } = vectorsOf<Vector>('comms_rails_legal')
const of = (id: string) => vectors.filter((vector) => vector.id === id)

describe('An SMS is counted (vectors SMS-SEG)', { skip }, () => {
  for (const { inputs, expected } of of('SMS-SEG')) {
    it(`${expected.units} units of ${expected.encoding}: ${inputs.slice(0, 30)}`, () =>
      assert.deepEqual(segmentsOf(inputs), expected))
  }
})

describe('A message is scrubbed against its template (vectors DLT-SCRUB)', { skip }, () => {
  for (const { inputs, expected } of of('DLT-SCRUB')) {
    it(`${expected.match ? 'passes' : 'is dropped'}: ${inputs.message.slice(0, 60)}`, () =>
      assert.equal(matches(inputs.template, inputs.message), expected.match))
  }
})

const kinds = { PROMO: 'promotional', RECOVERY: 'recovery', SERVICE: 'service' } as const

describe('The hours of messages (vectors WINDOW)', { skip }, () => {
  for (const { inputs, expected } of of('WINDOW')) {
    const { kind, ist, dnd_block, explicit_consent, borrower_asked_hours } = inputs
    it(`${kind} at ${ist} ${expected.allowed ? 'may' : 'may not'} go out`, () => {
      const asked = {
        kind: kinds[kind as keyof typeof kinds],
        at: ist,
        blocked: dnd_block,
        consented: explicit_consent,
        hoursAsked: borrower_asked_hours ?? undefined,
      }
      assert.equal(mayGoOut(asked), expected.allowed)
    })
  }
})

describe('Promotion waits for its window', () => {
  const table = [
    ['2026-11-22T04:29:00.000Z', '2026-11-22T04:30:00.000Z'], // 09:59 to 10:00 IST
    ['2026-11-22T06:00:00.000Z', '2026-11-22T06:00:00.000Z'],
    ['2026-11-22T15:30:00.000Z', '2026-11-23T04:30:00.000Z'], // 21:00 to 10:00 the next day
    ['2026-11-22T19:00:00.000Z', '2026-11-23T04:30:00.000Z'], // 00:30 IST is the next day already
  ] as const
  for (const [now, opens] of table)
    it(`from ${now} until ${opens}`, () => assert.equal(promotionOpensAt(instant(now)), opens))
})

describe('A template', () => {
  const body = 'Your EMI of Rs {amount:money} is due on {dueOn:date}. -DHARAF'
  it('is registered with typed tags', () =>
    assert.equal(
      registered(body),
      'Your EMI of Rs {#numeric#} is due on {#alphanumeric#}. -DHARAF',
    ))
  it('is filled with paise and dates as people read them', () => {
    const text = filled(body, { amount: 916800, dueOn: '2027-01-05' })
    assert.equal(text, 'Your EMI of Rs 9,168 is due on 05-Jan-2027. -DHARAF')
    const odd = filled(body, { amount: 12345678, dueOn: '2027-01-05' })
    assert.equal(odd, 'Your EMI of Rs 1,23,456.78 is due on 05-Jan-2027. -DHARAF')
  })
  it('has dates in figures where its language has no English months', () =>
    assert.equal(filled('{on:day}', { on: '2027-01-05' }), '05/01/2027'))
  it('is not filled when a value is missing or of another kind', () => {
    assert.equal(filled(body, { amount: 916800 }), undefined)
    assert.equal(filled(body, { amount: 'lots', dueOn: '2027-01-05' }), undefined)
    assert.equal(filled(body, { amount: 91.5, dueOn: '2027-01-05' }), undefined)
    assert.equal(filled(body, { amount: 916800, dueOn: 'soon' }), undefined)
    assert.equal(filled('Code {code:numeric}', { code: '12x4' }), undefined)
  })
  it('says so when it names a type that does not exist', () =>
    assert.throws(() => registered('{a:colour}'), /colour/))
})

describe('A message', () => {
  it('goes from asked to sent to delivered', () => {
    assert.equal(after('asked', 'sent'), 'sent')
    assert.equal(after('sent', 'delivered'), 'delivered')
  })
  it('stays delivered when our own news of sending come late', () =>
    assert.equal(after(after('asked', 'delivered'), 'sent'), 'delivered'))
  it('stays delivered when a failure is reported after it', () =>
    assert.equal(after('delivered', 'failed'), 'delivered'))
  it('stays failed when it was only taken by the carrier', () =>
    assert.equal(after(after('asked', 'failed'), 'sent'), 'failed'))
})
