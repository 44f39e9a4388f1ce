import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { signatureOf } from '../hooks.ts'
import { openLetterbox, openOutside, SECRET } from '../letterbox.ts'

describe('payouts', async () => {
  const box = await openLetterbox()
  const outside = await openOutside({ home: box.home })
  after(async () => {
    await outside.close()
    await box.close()
  })

  const account = '50100123456789'
  const order = (reference: string, amount = 1_000_000) => ({
    amount,
    currency: 'INR',
    mode: 'IMPS',
    reference_id: reference,
    fund_account: { bank_account: { name: 'Asha', ifsc: 'HDFC0001234', account_number: account } },
  })
  const pay = (key: string, body: object) =>
    outside.post('/psp/v1/payouts', body, { 'x-payout-idempotency': key })
  const newsOf = (reference: string) =>
    box.letters.filter((l) => l.body.payload?.payout?.entity.reference_id === reference)
  const fix = (traits: object) => outside.post('/traits', { subject: account, ...traits })

  it('is one payout however often its key arrives', async () => {
    const first = await pay('key-once', order('pay_once'))
    const again = await pay('key-once', order('pay_once'))
    assert.equal(first.json.status, 'queued')
    assert.equal(again.json.id, first.json.id)
    const { rows } = (await outside.get('/ledger?kind=payout&reference=pay_once')).json
    assert.equal(rows.length, 1)
    assert.equal(rows[0].hits, 2)
  })

  it('refuses a key that comes back with another amount', async () => {
    await pay('key-other', order('pay_other'))
    const other = await pay('key-other', order('pay_other', 2_000_000))
    assert.equal(other.status, 400)
    assert.equal(other.json.error.code, 'BAD_REQUEST_ERROR')
  })

  it('refuses a missing key, a fraction of a paisa and an amount above the rail', async () => {
    assert.equal((await outside.post('/psp/v1/payouts', order('pay_x'))).status, 400)
    assert.equal((await pay('key-half', order('pay_x', 100.5))).status, 400)
    assert.equal((await pay('key-huge', order('pay_x', 600_000_00))).status, 400)
  })

  it('is processed when its time comes, told by one signed webhook', async () => {
    await pay('key-told', order('pay_told'))
    assert.deepEqual(newsOf('pay_told'), [])
    await outside.advance('2026-01-01T04:00:00.000Z')
    const [letter, ...more] = newsOf('pay_told')
    assert.ok(letter)
    assert.equal(more.length, 0)
    assert.equal(letter.path, '/hooks/payments/psp')
    assert.equal(letter.body.event, 'payout.processed')
    assert.match(letter.body.payload.payout.entity.utr, /^\d{12}$/)
    assert.equal(letter.headers['x-razorpay-signature'], signatureOf(letter.raw, SECRET))
    assert.notEqual(letter.headers['x-razorpay-signature'], signatureOf(`${letter.raw} `, SECRET))
    assert.match(String(letter.headers['x-razorpay-event-id']), /^evt_/)
  })

  it('stays in processing for a long while when the bank is slow, then is done', async () => {
    await fix({ payout: 'pending' })
    await pay('key-slow', order('pay_slow'))
    await outside.advance('2026-01-01T04:10:00.000Z')
    const asked = await outside.get('/psp/v1/payouts?reference_id=pay_slow')
    assert.equal(asked.json.items[0].status, 'processing')
    await outside.advance('2026-01-01T10:00:00.000Z')
    const later = await outside.get(`/psp/v1/payouts/${asked.json.items[0].id}`)
    assert.equal(later.json.status, 'processed')
  })

  it('comes back the next day when the beneficiary bank returns it', async () => {
    await fix({ payout: 'reversed' })
    await pay('key-back', order('pay_back'))
    await outside.advance('2026-01-03T00:00:00.000Z')
    const events = newsOf('pay_back').map((letter) => [
      letter.body.event,
      letter.body.at.slice(0, 10),
    ])
    assert.deepEqual(events, [
      ['payout.processed', '2026-01-01'],
      ['payout.reversed', '2026-01-02'],
    ])
  })

  it('tells a failure with its reason', async () => {
    await fix({ payout: 'failed' })
    await pay('key-fail', order('pay_fail'))
    await outside.advance('2026-01-03T12:00:00.000Z')
    const [letter] = newsOf('pay_fail')
    assert.equal(letter?.body.event, 'payout.failed')
    assert.ok(letter?.body.payload.payout.entity.failure_reason)
  })

  it('knows nothing of a payout that was never sent', async () => {
    assert.equal((await outside.get('/psp/v1/payouts/pout_none')).status, 404)
    assert.equal((await outside.get('/psp/v1/payouts?reference_id=pay_none')).json.count, 0)
  })
})
