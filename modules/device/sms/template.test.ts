import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from '#kernel/money'
import { parseSms } from './parse.ts'
import { maskedTemplate, templatesOf, type AcceptedTemplate } from './template.ts'

const body = 'Kisan sahay: RAMESH ko Rs 2,000 ka labh, khata XX4821, 12-06-26. Kram NBP7712345'
const another =
  'Kisan sahay: SUNITA DEVI ko Rs 6,000 ka labh, khata XX9917, 30-06-26. Kram NBP8890123'
const accepted: AcceptedTemplate = {
  id: 'tpl_1',
  version: 1,
  hash: maskedTemplate(body).hash,
  kind: 'credit',
  roles: { amount: 0, accountTail: 0, counterparty: 0 },
}

test('messages that differ only in their parts share a template', () => {
  assert.deepEqual(maskedTemplate(body), maskedTemplate(another))
  assert.notEqual(maskedTemplate(body).hash, maskedTemplate(`${body} radd`).hash)
})

test('a template holds nothing personal', () => {
  const { text } = maskedTemplate(
    'Dear RAMESH KUMAR, Rs.500 to ram@okaxis from A/c 12345678901 ' +
      'ref 623311223344, call 9812345678',
  )
  assert.doesNotMatch(text, /\d|RAMESH|ram@/)
})

test('an accepted template decides where the grammar knows nothing', () => {
  const message = { sender: 'VM-KISAN', body: another }
  assert.equal(parseSms(message).isTransaction, false)
  const read = parseSms(message, templatesOf([accepted]))
  assert.equal(read.kind, 'credit')
  assert.equal(read.amount?.value, money(6000_00))
  assert.equal(read.accountTail?.value, '9917')
  assert.equal(read.counterparty?.value, 'SUNITA DEVI')
  assert.equal(read.template, 'tpl_1@1')
})

test('the newest version of a template counts, in whatever order they come', () => {
  const newer: AcceptedTemplate = { ...accepted, version: 2, kind: 'info', roles: {} }
  for (const rows of [
    [accepted, newer],
    [newer, accepted],
  ]) {
    const read = parseSms({ sender: 'VM-KISAN', body }, templatesOf(rows))
    assert.deepEqual([read.kind, read.template], ['info', 'tpl_1@2'])
  }
})
