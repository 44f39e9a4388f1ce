import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openLetterbox, openOutside } from '../letterbox.ts'

const request = (key: string) => ({
  key,
  documentHash: 'ab'.repeat(32),
  signerName: 'Asha Kumari',
  signerPhone: '+919876543210',
  reference: 'doc_1',
})

describe('e-sign', () => {
  it('signs the very hash once the code it sent to the signer comes back', async (t) => {
    const box = await openLetterbox()
    const outside = await openOutside({ home: box.home })
    t.after(async () => (await outside.close(), await box.close()))
    const { json } = await outside.post('/esign/requests', request('sign-1'))
    const { messages } = (await outside.get('/inbox?phone=9876543210')).json
    assert.match(messages[0].otp, /^\d{6}$/)
    const wrong = await outside.post(`/esign/sign/${json.id}`, { otp: '0000' })
    assert.deepEqual([wrong.status, wrong.json.error.code], [422, 'WRONG_OTP'])
    const signed = await outside.post(`/esign/sign/${json.id}`, { otp: messages[0].otp })
    assert.equal(signed.json.status, 'signed')
    await outside.advance('2026-01-01T04:00:00.000Z')
    const [letter] = box.letters
    assert.equal(letter?.path, '/hooks/documents/esign')
    assert.equal(letter?.body.documentHash, 'ab'.repeat(32))
    assert.equal(letter?.body.reference, 'doc_1')
    assert.ok(letter?.body.certificate)
  })

  it('ends after five wrong codes, and says so', async (t) => {
    const box = await openLetterbox()
    const outside = await openOutside({ home: box.home })
    t.after(async () => (await outside.close(), await box.close()))
    const { json } = await outside.post('/esign/requests', request('sign-2'))
    for (let i = 0; i < 5; i += 1) await outside.post(`/esign/sign/${json.id}`, { otp: '0000' })
    assert.equal((await outside.post(`/esign/sign/${json.id}`, { otp: '0000' })).status, 409)
    await outside.advance('2026-01-01T04:00:00.000Z')
    assert.equal(box.letters[0]?.body.event, 'esign.failed')
  })

  it('shows people pages to sign, approve and pay on', async (t) => {
    const outside = await openOutside()
    t.after(() => outside.close())
    const { json } = await outside.post('/esign/requests', request('sign-3'))
    const html = { accept: 'text/html' }
    const page = await outside.get(`/sandbox/esign/sign/${json.id}`, html)
    assert.match(page.text, /Sign your loan agreement/)
    const missing = await outside.get('/esign/sign/none', html)
    assert.equal(missing.status, 404)
  })
})
