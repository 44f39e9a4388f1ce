import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { openLetterbox, openOutside, type Outside } from './letterbox.ts'
import type { SandboxOptions } from './server.ts'

async function outsideOf(t: TestContext, options: SandboxOptions = {}): Promise<Outside> {
  const outside = await openOutside(options)
  t.after(() => outside.close())
  return outside
}
async function letterboxOf(t: TestContext) {
  const box = await openLetterbox()
  t.after(() => box.close())
  return box
}
const sms = (key: string, words = '482913 is your OTP.') => ({
  to: '9876543210',
  header: 'DHARA',
  templateId: '1107',
  text: words,
  key,
})
const pan = (key: string) => ({ pan: 'ABCPK1234F', name: 'Asha Kumari', key })

describe('the sandbox', () => {
  it('opens its vendors to nobody without the secret, its pages to everybody', async (t) => {
    const outside = await outsideOf(t)
    const nobody = { authorization: 'Bearer guessed' }
    assert.equal((await outside.get('/ledger', {})).status, 401)
    assert.equal((await outside.get('/agenda', nobody)).status, 401)
    const basic = Buffer.from('dhara:sandbox-secret-of-tests').toString('base64')
    assert.equal((await outside.get('/agenda', { authorization: `Basic ${basic}` })).status, 200)
    assert.equal((await outside.get('/inbox', { accept: 'text/html' })).status, 200)
  })

  it('names the field it cannot take', async (t) => {
    const outside = await outsideOf(t)
    const { status, json } = await outside.post('/sms/send', { ...sms('k-bad'), to: '12' })
    assert.equal(status, 400)
    assert.equal(json.error.field, 'to')
    assert.equal((await outside.get('/nowhere')).status, 404)
  })

  it('answers alike for one seed, whatever was asked before; not for another', async (t) => {
    const first = await outsideOf(t, { seed: '7' })
    const second = await outsideOf(t, { seed: '7' })
    const other = await outsideOf(t, { seed: '8' })
    await second.post('/kyc/pan', pan('noise-before'))
    const pull = async (outside: Outside) => {
      const { phone, pan: card, dob, name } = (await outside.get('/people/11')).json
      const person = { phone, pan: card, dob, name, consentId: 'con_1', purpose: 'loan' }
      return (await outside.post('/bureau/pull', { ...person, key: 'pull-11' })).json
    }
    const report = await pull(first)
    assert.deepEqual(await pull(second), report)
    assert.notDeepEqual(await pull(other), report)
  })

  it('keeps its promises over a restart', async (t) => {
    const box = await letterboxOf(t)
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const before = await openOutside({ folder, home: box.home })
    await before.post('/sms/send', sms('k-restart'))
    await before.close()
    const now = await outsideOf(t, { folder, home: box.home })
    assert.equal((await now.get('/agenda')).json.pending, 1)
    assert.equal((await now.post('/sms/send', sms('k-restart'))).status, 202)
    await now.advance('2026-01-01T05:00:00.000Z')
    assert.deepEqual(
      box.letters.map((letter) => letter.body.event),
      ['sms.delivered'],
    )
    const { messages } = (await now.get('/inbox?phone=9876543210')).json
    assert.deepEqual([messages.length, messages[0].otp], [1, '482913'])
  })

  it('delivers a webhook at last to a house that was down, under the same event id', async (t) => {
    const box = await letterboxOf(t)
    const outside = await outsideOf(t, { home: box.home })
    await outside.post('/sms/send', sms('k-down'))
    box.status = 503
    await outside.advance('2026-01-01T03:30:10.000Z')
    assert.equal((await outside.get('/agenda')).json.pending, 1)
    box.status = 200
    await outside.advance('2026-01-01T05:00:00.000Z')
    assert.equal(box.letters.length, 1)
    assert.equal((await outside.get('/agenda')).json.pending, 0)
  })

  it('lives by itself while its clock runs', async (t) => {
    const box = await letterboxOf(t)
    const outside = await outsideOf(t, { home: box.home })
    await outside.post('/clock', { businessAt: '2026-02-01T04:30:00.000Z', rate: 600 })
    await outside.post('/sms/send', sms('k-live'))
    const untilMs = performance.now() + 60_000
    while (box.letters.length === 0 && performance.now() < untilMs)
      await new Promise((go) => setTimeout(go, 20))
    assert.equal(box.letters[0]?.body.messageId !== undefined, true)
    assert.equal(box.letters[0]?.body.at.slice(0, 10), '2026-02-01')
  })
})

describe('faults', () => {
  it('down answers 503 until it is cleared, and does nothing meanwhile', async (t) => {
    const outside = await outsideOf(t)
    await outside.post('/faults', { vendor: 'kyc', kind: 'down', seconds: 600 })
    assert.equal((await outside.post('/kyc/pan', pan('k-503'))).status, 503)
    assert.equal((await outside.get('/faults')).json.faults[0].secondsLeft, 600)
    await fetch(`http://127.0.0.1:${outside.sandbox.port}/faults`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer sandbox-secret-of-tests' },
    })
    assert.equal((await outside.post('/kyc/pan', pan('k-503'))).json.status, 'valid')
    assert.equal((await outside.get('/ledger?kind=pan')).json.rows[0].hits, 1)
  })

  it('is over when business time has passed it', async (t) => {
    const outside = await outsideOf(t)
    await outside.post('/faults', { vendor: 'kyc', kind: 'down', seconds: 60 })
    await outside.advance('2026-01-01T03:32:00.000Z')
    assert.equal((await outside.post('/kyc/pan', pan('k-over'))).status, 200)
  })

  it('lost does the work and hangs up; the retry finds it done', async (t) => {
    const outside = await outsideOf(t)
    await outside.post('/faults', { vendor: 'kyc', kind: 'lost', seconds: 60 })
    await assert.rejects(outside.post('/kyc/pan', pan('k-lost')))
    await outside.advance('2026-01-01T03:32:00.000Z')
    await outside.post('/kyc/pan', pan('k-lost'))
    const { rows } = (await outside.get('/ledger?kind=pan')).json
    assert.deepEqual([rows.length, rows[0].hits], [1, 2])
  })

  it('wrong answers 200 with nonsense, slow takes its time', async (t) => {
    const outside = await outsideOf(t)
    await outside.post('/faults', { vendor: 'kyc', kind: 'wrong', seconds: 60 })
    const nonsense = await outside.post('/kyc/pan', pan('k-wrong'))
    assert.deepEqual([nonsense.status, nonsense.json], [200, undefined])
    await outside.post('/faults', { vendor: 'bureau', kind: 'slow', seconds: 60, delayMs: 150 })
    const startMs = performance.now()
    await outside.post('/bureau/pull', {})
    assert.ok(performance.now() - startMs >= 140)
  })

  it('double delivers a webhook twice under one event id, late hours after', async (t) => {
    const box = await letterboxOf(t)
    const outside = await outsideOf(t, { home: box.home })
    await outside.post('/faults', { vendor: 'sms', kind: 'double', seconds: 60 })
    await outside.post('/faults', { vendor: 'sms', kind: 'late', seconds: 60 })
    await outside.post('/sms/send', sms('k-double'))
    await outside.advance('2026-01-01T04:00:00.000Z')
    assert.equal(box.letters.length, 0)
    await outside.advance('2026-01-01T12:00:00.000Z')
    const ids = box.letters.map((letter) => letter.headers['x-webhook-event-id'])
    assert.equal(ids.length, 2)
    assert.equal(new Set(ids).size, 1)
  })

  it('hits the share it was given, the same for the same seed', async (t) => {
    const tries = async () => {
      const outside = await outsideOf(t, { seed: '3' })
      const fault = { vendor: 'kyc', kind: 'down', seconds: 600, share: 0.3 }
      await outside.post('/faults', fault)
      const answers = []
      for (let i = 0; i < 60; i += 1)
        answers.push((await outside.post('/kyc/pan', pan(`k-s-${i}`))).status)
      return answers
    }
    const answers = await tries()
    const down = answers.filter((status) => status === 503).length
    assert.ok(down > 6 && down < 32, `${down} of 60`)
    assert.deepEqual(await tries(), answers)
  })

  it('refuses a fault it does not know', async (t) => {
    const outside = await outsideOf(t)
    assert.equal(
      (await outside.post('/faults', { vendor: 'psp', kind: 'angry', seconds: 1 })).status,
      400,
    )
  })
})
