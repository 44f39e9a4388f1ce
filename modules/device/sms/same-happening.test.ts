import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSms } from './parse.ts'
import { sameHappening, type Reading } from './same-happening.ts'

const read = (sender: string, body: string, at: string): Reading => ({
  sender,
  at,
  parsed: parseSms({ sender, body, at }),
})

const bank = (at: string, ref = ' Ref 623311223344', balance = '') =>
  read('VM-YESBNK-S', `Rs.500.00 debited from A/c XX4821 via UPI to RAVI.${ref}${balance}`, at)
const app = (at: string, ref = '', sum = '500') =>
  read('VM-PHONPE-S', `Paid Rs.${sum} to RAVI from your Yes Bank A/c XX4821.${ref}`, at)

const noon = '2026-06-12T06:30:00.000Z'
const later = '2026-06-12T06:34:00.000Z'
const evening = '2026-06-12T12:30:00.000Z'

test('bank and app tell of one debit', () => {
  assert.ok(sameHappening(bank(noon), app(later)))
  assert.ok(sameHappening(app(later), bank(noon)))
})

test('the same reference is the same movement, hours later too', () => {
  assert.ok(sameHappening(bank(noon), app(evening, ' UPI Ref 623311223344')))
})

test('another reference is another movement, whatever else agrees', () => {
  assert.ok(!sameHappening(bank(noon), app(later, ' UPI Ref 629999999999')))
})

test('another amount, another direction or hours between are not the same', () => {
  assert.ok(!sameHappening(bank(noon), app(later, '', '501')))
  assert.ok(!sameHappening(bank(noon), app(evening)))
  const credit = read('VM-PHONPE-S', 'Received Rs.500 from RAVI in your A/c XX4821', later)
  assert.ok(!sameHappening(bank(noon), credit))
})

test('one bank telling twice of equal sums tells of two, unless the balance is the same', () => {
  assert.ok(!sameHappening(bank(noon, ''), bank(later, '')))
  const [first, again] = [bank(noon, '', ' Avl Bal Rs.90.00'), bank(later, '', ' Avl Bal Rs.90.00')]
  assert.ok(sameHappening(first, again))
  assert.ok(!sameHappening(first, bank(later, '', ' Avl Bal Rs.40.00')))
})
