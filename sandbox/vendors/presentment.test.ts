import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { openLetterbox, openOutside } from '../letterbox.ts'

describe('mandates and presentments', async () => {
  const box = await openLetterbox()
  const outside = await openOutside({ home: box.home })
  after(async () => {
    await outside.close()
    await box.close()
  })

  const mandate = async (reference: string, account: string) =>
    outside.post('/psp/v1/mandates', {
      key: `mandate-${reference}`,
      reference_id: reference,
      customer: { name: 'Asha Kumari', contact: '9876543210' },
      bank_account: { account_number: account, ifsc: 'SBIN0001234' },
      max_amount: 1_000_000,
      end_on: '2027-01-31',
    })
  const registered = async (reference: string, account: string): Promise<string> => {
    const { json } = await mandate(reference, account)
    await outside.post(`/psp/authorise/${json.id}`, { decision: 'approve' })
    await outside.advance(`${(await outside.get('/agenda')).json.next}`)
    const now = await outside.get('/clock')
    await outside.advance(new Date(Date.parse(now.json.businessAt) + 60_000).toISOString())
    return (await outside.get(`/psp/v1/mandates/${json.id}`)).json.nach.umrn
  }
  const present = (umrn: string, dueOn: string, reference: string, amount = 300_000) =>
    outside.post('/psp/v1/presentments', {
      key: `present-${reference}`,
      reference_id: reference,
      umrn,
      amount,
      due_date: dueOn,
    })
  const results = () =>
    box.letters
      .filter((letter) => letter.body.event.startsWith('presentment.'))
      .map(({ body }) => [body.payload.presentment.entity.reference_id, body.event, body.at])

  it('registers an approved mandate under a UMRN of 20 characters', async () => {
    const umrn = await registered('man_1', '20300000001')
    assert.match(umrn, /^[A-Z0-9]{20}$/)
    const letter = box.letters.find((one) => one.body.event === 'token.confirmed')
    assert.equal(letter?.body.payload.token.entity.nach.umrn, umrn)
  })

  it('tells a rejection with its code (SPEC §5.2, M032)', async () => {
    const { json } = await mandate('man_2', '20300000002')
    await outside.post(`/psp/authorise/${json.id}`, { decision: 'reject' })
    await outside.advance('2026-01-02T00:00:00.000Z')
    const letter = box.letters.find((one) => one.body.event === 'token.rejected')
    assert.equal(letter?.body.payload.token.entity.recurring_details.failure_code, 'M032')
  })

  it('gives results on their due dates, in the order of time, not of asking', async () => {
    const umrn = await registered('man_3', '20300000003')
    await present(umrn, '2026-03-05', 'pre_march')
    await present(umrn, '2026-02-05', 'pre_february')
    await outside.advance('2026-02-04T00:00:00.000Z')
    assert.deepEqual(results(), [])
    await outside.advance('2026-03-06T00:00:00.000Z')
    const told = results().map(([reference, event, at]) => [reference, event, at.slice(0, 10)])
    assert.deepEqual(told, [
      ['pre_february', 'presentment.settled', '2026-02-05'],
      ['pre_march', 'presentment.settled', '2026-03-05'],
    ])
  })

  it('gives the first answer to a key that comes again', async () => {
    const umrn = await registered('man_4', '20300000004')
    const first = await present(umrn, '2026-04-05', 'pre_twice')
    const again = await present(umrn, '2026-04-05', 'pre_twice')
    assert.equal(again.json.id, first.json.id)
    await outside.advance('2026-04-06T00:00:00.000Z')
    assert.equal(results().filter(([reference]) => reference === 'pre_twice').length, 1)
  })

  const returns: [why: string, code: string, account: string, amount: number][] = [
    ['an empty account', '04', '20300000005', 300_000],
    ['an amount above the mandate', '26', '20300000006', 1_000_100],
  ]
  for (const [index, [why, code, account, amount]] of returns.entries()) {
    const month = `2026-0${5 + index}`
    it(`returns ${code} for ${why}`, async () => {
      const umrn = await registered(`man_${code}`, account)
      const presentment = code === '04' ? { presentment: '04' } : {}
      await outside.post('/traits', { subject: account, ...presentment })
      const { json } = await present(umrn, `${month}-05`, `pre_${code}`, amount)
      await outside.advance(`${month}-06T00:00:00.000Z`)
      const now = await outside.get(`/psp/v1/presentments/${json.id}`)
      assert.equal(now.json.status, 'returned')
      assert.equal(now.json.return_code, code)
    })
  }

  it('returns 61 once the mandate is cancelled, and 21 for a UMRN nobody registered', async () => {
    const umrn = await registered('man_61', '20300000007')
    const { rows } = (await outside.get('/ledger?kind=mandate&reference=man_61')).json
    await outside.post(`/psp/v1/mandates/${rows[0].id}/cancel`, {})
    const cancelled = await present(umrn, '2026-07-05', 'pre_61')
    const unknown = await present('X'.repeat(20), '2026-07-05', 'pre_21')
    await outside.advance('2026-07-06T00:00:00.000Z')
    const codeOf = async (id: string) =>
      (await outside.get(`/psp/v1/presentments/${id}`)).json.return_code
    assert.equal(await codeOf(cancelled.json.id), '61')
    assert.equal(await codeOf(unknown.json.id), '21')
  })

  it('captures a pay link once, and tells the payment', async () => {
    const link = { key: 'link-1', reference_id: 'lnk_1', amount: 50_000 }
    const { json } = await outside.post('/psp/v1/payment_links', link)
    await outside.post(`/psp/pay/${json.id}`, { decision: 'pay' })
    await outside.post(`/psp/pay/${json.id}`, { decision: 'pay' })
    await outside.advance('2026-07-07T00:00:00.000Z')
    const paid = box.letters.filter((letter) => letter.body.event === 'payment.captured')
    assert.equal(paid.length, 1)
    assert.equal(paid[0]?.body.payload.payment.entity.reference_id, 'lnk_1')
    assert.equal((await outside.get('/ledger?kind=payment')).json.rows[0].amount, 50_000)
  })
})
