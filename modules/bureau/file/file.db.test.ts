import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { addDays, atTime, date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { LoanDisbursed } from '#modules/lending'
import { loneModule, type Lone } from '#test/lone-module'
import { FileDue } from '../contract.ts'
import { module } from '../module.ts'
import type { Reported } from './store.ts'

const ops: Actor = { kind: 'staff', id: 'usr_ops', roles: ['ops'] }
const start = date('2026-01-10')
/** What the vault says of whoever is asked about; a test spoils it, and mends it. */
const vault = { pinCode: '560001', address: '12 MG Road' }
let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.profile-of': () => ({
        ...{ name: 'Asha Rao', birthDate: '1994-03-12', gender: 'female', pan: 'ABCPE1234F' },
        ...{ phone: '9876543210', occupation: 'salaried' },
        ...{ monthlyIncome: rupees('52000'), language: 'en', ...vault },
      }),
    },
  })
  lone.clock.jump(atTime(start, '12:00'))
})
after(() => lone?.drop())

const disbursed = (nth: string) =>
  LoanDisbursed({
    ...{ loanId: id('loan', nth), applicationId: id('app', nth), accountNumber: `01-${nth}` },
    ...{ principal: rupees('100000'), netDisbursed: rupees('97440'), creditedOn: start },
    ...{ firstDueOn: date('2026-02-10'), instalment: rupees('9168'), tenorMonths: 12 },
    coolingOffUntil: addDays(start, 3),
  })
const loan = (nth: string): Reported => ({
  ...{ loanId: id('loan', nth), customerId: id('cus', nth), accountNumber: `01-${nth}` },
  ...{ openedOn: start, asOn: date('2026-01-15'), sanctioned: rupees('100000') },
  ...{ balance: rupees('100000'), overdue: rupees('0'), dpd: 0, assetClass: 'standard' },
  ...{ rate: rate('18'), tenorMonths: 12, instalment: rupees('9168'), lastPaid: rupees('0') },
})
const files = () => lone.db.owner<{ id: Id<'fil'>; as_on: string; status: string }[]>`
  select id, as_on::text, status from bureau.file order by as_on`
const rejectsOf = (fileId: string) => lone.db.owner<object[]>`
  select account_number, status, faults, fields from bureau.reject
   where file_id = ${fileId} and status = 'rejected' order by account_number`
const ask = <O>(name: string, input: object): Promise<O> =>
  lone.ask(`bureau.${name}`, input, ops) as Promise<O>
const add = (fileId: string, tradelines: Reported[], last = true) =>
  ask<{ added: number }>('add-records', { fileId, tradelines, last })

describe('A bureau file', () => {
  it('covers what is true on its reference date, and later days are the next one’s', async () => {
    const of = (on: string) =>
      lone.ask('bureau.reporting-of', { on }, { kind: 'module', id: 'lending' })
    assert.deepEqual(await of('2026-08-09'), { asOn: '2026-08-09', submitBy: '2026-08-13' })
    assert.deepEqual(await of('2026-08-24'), { asOn: '2026-08-31', submitBy: '2026-09-05' })
  })
  it('is planned by the first loan for the next reference date, once', async () => {
    await lone.hear(disbursed('1'), 'cus_1')
    await lone.hear(disbursed('2'), 'cus_2')
    assert.deepEqual(
      (await files()).map(({ as_on, status }) => [as_on, status]),
      [['2026-01-15', 'planned']],
    )
  })
  it('comes due the morning after, and plans the next', async () => {
    const [file] = await files()
    const [timer] = await lone.db.owner<{ due: string }[]>`
      select due from platform.timer where name = ${`file:${file!.id}`}`
    assert.equal(new Date(timer!.due).toISOString(), atTime(date('2026-01-16'), '02:00'))
    const due = { fileId: file!.id, asOn: date('2026-01-15'), kind: 'incremental' } as const
    await lone.hear(FileDue(due), 'sys_bureau')
    await lone.hear(FileDue(due), 'sys_bureau')
    const days = (await files()).map(({ as_on }) => as_on)
    assert.deepEqual(days, ['2026-01-15', '2026-01-31'])
  })
  it('holds each loan once, and takes no more when it is built', async () => {
    const [file] = await files()
    assert.equal((await add(file!.id, [loan('1')], false)).added, 1)
    assert.equal((await add(file!.id, [loan('1'), loan('2')])).added, 1)
    assert.equal((await add(file!.id, [loan('3')])).added, 0)
    assert.equal((await files())[0]?.status, 'built')
  })
  it('keeps nobody’s name, and shows it to who opens it, on record', async () => {
    const [file] = await files()
    const kept = await lone.db.owner<{ text: string }[]>`
      select file_record::text as text from bureau.file_record`
    assert.ok(kept.every(({ text }) => !/ASHA|ABCPE1234F|MG ROAD/i.test(text)))
    const view = { fileId: file!.id, purpose: 'monthly submission' }
    const shown = await ask<{ base64: string; records: number }>('view-file', view)
    assert.equal(shown.records, 2)
    const [, first] = Buffer.from(shown.base64, 'base64').toString().split('\r\n')
    assert.match(first ?? '', /^ASHA RAO,12031994,1,ABCPE1234F,/)
    await lone.settle(true)
    assert.ok(lone.last('bureau.file-viewed'))
  })
  it('leaves out what the bureaus would send back, until it is mended', async () => {
    const [, file] = await files()
    vault.pinCode = '056001'
    await add(file!.id, [loan('4')])
    const [reject] = await lone.db.owner<{ id: string; faults: string; status: string }[]>`
      select id, faults, status from bureau.reject where file_id = ${file!.id}`
    assert.deepEqual([reject?.status, reject?.faults], ['rejected', 'PIN'])
    const view = { fileId: file!.id, purpose: 'monthly submission' }
    assert.equal((await ask<{ records: number }>('view-file', view)).records, 0)
    const recheck = () => ask<object>('recheck-record', { recordId: reject!.id })
    assert.deepEqual(await recheck(), { status: 'rejected', faults: 'PIN' })
    vault.pinCode = '560001'
    vault.address = '=HYPERLINK("http://x.test","12 MG Road")'
    assert.deepEqual(await recheck(), { status: 'rejected', faults: 'TEXT_IS_FORMULA' })
    vault.address = '12 MG Road'
    assert.deepEqual(await recheck(), { status: 'ready', faults: '' })
    assert.equal((await ask<{ records: number }>('view-file', view)).records, 1)
    const [mended] = await lone.db.owner<{ status: string }[]>`
      select status from bureau.reject where id = ${reject!.id}`
    assert.equal(mended?.status, 'ready')
  })
  it('is submitted once', async () => {
    const [file] = await files()
    const note = () => ask<object>('note-submission', { fileId: file!.id, reference: 'ACK-1' })
    assert.deepEqual(await note(), { fileId: file!.id })
    assert.deepEqual(await note(), { refused: 'already-submitted' })
  })
  it('takes back what the bureaus refuse, all of a list or nothing', async () => {
    const [file, open] = await files()
    const noted = (lines: string, fileId = file!.id) =>
      ask<object>('note-rejects', { fileId, lines })
    assert.deepEqual(await noted('01-4,PIN Code 1,E1', open!.id), { refused: 'not-submitted' })
    assert.deepEqual(await noted('01-1;PIN'), { refused: 'unreadable-line' })
    assert.deepEqual(await noted('01-1,Gender,E2\n01-9,Gender,E2'), { refused: 'not-in-file' })
    const seen = await lone.db.owner`select id from bureau.reject where file_id = ${file!.id}`
    assert.equal(seen.length, 0)
    const lines =
      '01-1,Date of Birth,E104,out of range,12031994\r\n01-1,Gender,E2\r\n01-2,Gender,E2\r\n'
    assert.deepEqual(await noted(lines), { rejected: 2 })
    const rejects = await rejectsOf(file!.id)
    assert.deepEqual(rejects[0], {
      ...{ account_number: '01-1', status: 'rejected', faults: 'E104 E2' },
      fields: 'Date of Birth; Gender',
    })
    const kept = await lone.db.owner<{ text: string }[]>`
      select file_record::text as text from bureau.file_record`
    assert.ok(kept.every(({ text }) => !/12031994|out of range/.test(text)))
  })
  it('sends the corrected with the next file; what nobody mended stays work there', async () => {
    const [first] = await files()
    const ofFirst = await lone.db.owner<{ id: string }[]>`
      select id from bureau.reject where file_id = ${first!.id} order by account_number`
    const recheck = () => ask<object>('recheck-record', { recordId: ofFirst[0]!.id })
    assert.deepEqual(await recheck(), { status: 'corrected', faults: '' })
    assert.deepEqual(await recheck(), { refused: 'not-rejected' })
    const due = { fileId: (await files())[1]!.id, asOn: date('2026-01-31'), kind: 'full' } as const
    await lone.hear(FileDue(due), 'sys_bureau')
    const next = (await files())[2]!.id
    await add(next, [loan('2'), loan('5')])
    const status = (fileId: string) => lone.db.owner<{ account_number: string; status: string }[]>`
      select account_number, status from bureau.file_record
       where file_id = ${fileId} order by account_number`
    assert.deepEqual(
      (await status(next)).map((row) => [row.account_number, row.status]),
      [
        ['01-1', 'ready'],
        ['01-2', 'rejected'],
        ['01-5', 'ready'],
      ],
    )
    assert.deepEqual(
      (await status(first!.id)).map(({ status }) => status),
      ['carried', 'carried'],
    )
    const view = { fileId: next, purpose: 'monthly submission' }
    assert.equal((await ask<{ records: number }>('view-file', view)).records, 2)
    assert.deepEqual(await recheck(), { refused: 'not-rejected' })
  })
})
