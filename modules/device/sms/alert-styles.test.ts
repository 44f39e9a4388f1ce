/**
 * Alerts as Indian banks, wallets, lenders and shops word them, written for this test: the grammar
 * is general, so a bank nobody has tuned for must read as well as one in the shared cases.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimal } from '#kernel/money'
import alerts from './alert-styles.fixture.json' with { type: 'json' }
import { parseSms } from './parse.ts'

for (const { sender, body, said } of alerts) {
  test(`${said.kind}: ${body.slice(0, 70)}`, () => {
    const read = parseSms({ sender, body })
    const seen: { [name: string]: string | undefined } = {
      kind: read.kind,
      bank: read.bank,
      amount: read.amount && decimal(read.amount.value),
      tail: read.accountTail?.value,
      channel: read.channel?.value,
      who: read.counterparty?.value,
      ref: read.reference?.value,
      balance: read.balance && decimal(read.balance.value),
      limit: read.availableLimit && decimal(read.availableLimit.value),
      flavour: read.flavour,
    }
    const asked = Object.keys(said)
    assert.deepEqual(Object.fromEntries(asked.map((name) => [name, seen[name]])), said)
  })
}
