import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { must } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { staff } from '#test/doorstep'
import { keepNote, notesOf } from '../contract.ts'
import { openThreshold, type Threshold } from '../login/threshold.suite.ts'

let house: Threshold
before(async () => {
  house = await openThreshold()
})
after(() => house[Symbol.asyncDispose]())

it('A note is read by the next of the staff, and rests sealed', async () => {
  const customerId = await house.signedIn('9876500050')
  const [meera, ravi] = [staff('meera', 'support'), staff('ravi', 'collections')]
  const text = 'Asked to be called after six, at her sister’s.'
  const { noteId } = must(await house.ask(keepNote, { customerId, text }, meera))
  must(await house.ask(keepNote, { customerId, text: 'Called: will pay on Friday.' }, ravi))
  const { notes } = await house.ask(notesOf, { customerId }, ravi)
  assert.deepEqual(
    notes.map((note) => [note.by, note.text]),
    [
      ['stf_ravi', 'Called: will pay on Friday.'],
      ['stf_meera', text],
    ],
  )
  const [told] = await house.told('identity.note-kept')
  assert.deepEqual(told, { noteId, by: 'stf_meera' })
  const everything = [
    await house.fresh.db.owner`select * from identity.note`,
    await house.fresh.db.owner`select * from identity.sealed`,
    await house.facts(),
  ]
  assert.ok(!JSON.stringify(everything).includes('sister'))
  const nobody = { customerId: 'cus_nobody' as Id<'cus'>, text }
  assert.deepEqual(await house.ask(keepNote, nobody, meera), { refused: 'unknown-person' })
})
