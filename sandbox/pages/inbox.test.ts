import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { chromium } from 'playwright-core'
import { openOutside } from '../letterbox.ts'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const browserPath = BROWSERS.find((path) => existsSync(path))
const isRequired = (process.env['DHARA_REQUIRE'] ?? '').split(',').includes('browser')
const skip = browserPath || isRequired ? false : 'no browser here'

const message = (key: string, to: string, text: string) => ({ to, header: 'DHARA', text, key })
const otp = (code: string) => `${code} is your OTP to sign in to Dhara.`

describe('the inbox', () => {
  it('lists messages newest first, for one phone when asked', async (t) => {
    const outside = await openOutside()
    t.after(() => outside.close())
    await outside.post('/sms/send', message('k-one', '+919876543210', otp('111222')))
    await outside.post('/sms/send', message('k-two', '9876543210', 'Rs 1,25,000 is on its way.'))
    await outside.post('/sms/send', message('k-three', '9123456780', otp('333444')))
    const mail = {
      to: 'asha@mail.example',
      subject: 'Your KFS',
      text: 'APR 21.40 %',
      key: 'k-four',
    }
    await outside.post('/mail/send', mail)
    const all = (await outside.get('/inbox')).json.messages
    assert.deepEqual(
      all.map((one: { channel: string }) => one.channel),
      ['mail', 'sms', 'sms', 'sms'],
    )
    const mine = (await outside.get('/sandbox/inbox?phone=98765%2043210')).json.messages
    assert.deepEqual(
      mine.map((one: { otp?: string }) => one.otp),
      [undefined, '111222'],
    )
  })

  it(
    'shows a code within a second of its sending, wide as a phone or a desk',
    { skip },
    async (t) => {
      assert.ok(browserPath, 'DHARA_REQUIRE asks for a browser and there is none')
      const outside = await openOutside()
      const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
      t.after(async () => (await browser.close(), await outside.close()))
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
      const complaints: string[] = []
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(`http://127.0.0.1:${outside.sandbox.port}/sandbox/inbox`)
      await page.getByText('No message yet').waitFor()
      const hostile = `${otp('482913')} <img src=x onerror=alert(1)>`
      await outside.post('/sms/send', message('k-seen', '9876543210', hostile))
      await page.getByText('482913', { exact: true }).waitFor({ timeout: 3000 })
      assert.equal(await page.locator('article img').count(), 0)
      assert.ok((await page.evaluate('document.documentElement.scrollWidth')) === 390)
      await page.getByLabel('Only this number').fill('9123456780')
      await page.getByText('No message yet').waitFor()
      assert.deepEqual(complaints, [])
    },
  )
})
