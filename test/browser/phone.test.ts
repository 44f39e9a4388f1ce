/** The phone app as a borrower uses it, in a real browser on a real house with its sandbox. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { hindi } from '../../modules/documents/words/hindi.ts'
import { buildWeb } from '../../scripts/build-web.ts'
import { folder, house, type Child } from '../start/child.ts'
import { browserMissing, openBrowser, overflow, PATIENCE_MS } from './console-desk.ts'
import { draw, grantLimit } from './limit-walk.ts'
import {
  agree,
  apply,
  arrive,
  bounce,
  codeFrom,
  field,
  pay,
  press,
  receive,
  signIn,
  someone,
  speak,
  stands,
  statement,
  type Someone,
  type Walk,
} from './phone-walk.ts'

/** What the issue promises a person. */
const HUMAN_SECONDS_MAX = 180
const NARROW = { viewport: { width: 360, height: 740 } }
const NORMAL = { viewport: { width: 390, height: 844 } }

describe('the phone', { skip: browserMissing }, () => {
  const data = folder()
  let child: Child
  let browser: Browser
  let home = ''
  const faults: string[] = []

  before(async () => {
    await buildWeb({ pages: ['customer'] })
    child = await house(data, { DHARA_SPEED: '1', DHARA_PEOPLE: '0' })
    await child.running
    home = `http://localhost:${child.port}`
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await child?.end('SIGTERM')
    rmSync(data, { recursive: true, force: true })
  })

  const phone = async (options: BrowserContextOptions = NORMAL): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-IN', ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => faults.push(error.message))
    return page
  }
  /** Every screen fits: nothing hangs over the edge. */
  const fitting = (page: Page) => async (screen: string) =>
    assert.ok((await overflow(page)) <= 0, `${screen} is wider than the phone`)

  it('brings a person from nothing to money, two EMIs paid, one bounced, a draw', async (t) => {
    const page = await phone(NARROW)
    const traces: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/gateway/trace')) traces.push(request.postData() ?? '')
    })
    const walk: Walk = { page, who: someone(), look: fitting(page) }
    const began = performance.now()
    await signIn(walk, home)
    await apply(walk)
    await agree(walk)
    await receive(walk)
    const seconds = (performance.now() - began) / 1000
    t.diagnostic(`money in the account after ${seconds.toFixed(1)} s`)
    assert.ok(seconds < HUMAN_SECONDS_MAX)

    await press(walk)
    await pay(walk, 'next')
    await page.getByText('is paid ahead').waitFor()

    await bounce(walk) // The advance meets the first EMI; the second finds the account empty.
    await bounce(walk)
    await page.getByText('An EMI came back').waitFor()
    await pay(walk, 'due')
    await page.getByText('An EMI came back').waitFor({ state: 'detached' })
    tellsNothing(traces, walk.who)

    await speak(walk, 'hi')
    const { date, balance } = hindi.statement
    assert.match(await statement(walk, home), new RegExp(`^\ufeff${date},.*,${balance}\r\n`))
    await speak(walk, 'en')

    await grantLimit(home, data, 20_000)
    await page.goto(`${home}/app/limit`)
    await draw(walk, '5000')
    await press(walk)
    await stands(walk, 'limit')
    await page.getByText('₹15,000', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'This loan' }).click()
    await stands(walk, 'drawn-loan')
    assert.deepEqual(faults, [])
  })

  it('takes nothing for granted: no box is ticked, no needed one is passed by', async () => {
    const page = await phone()
    const walk: Walk = { page, who: someone() }
    await signIn(walk, home)
    await stands(walk, 'start')
    await press(walk)
    await stands(walk, 'consent')
    await page.getByRole('checkbox').first().waitFor()
    assert.equal(await page.locator('input:checked').count(), 0)
    await press(walk)
    await page.getByRole('alert').waitFor()
    await stands(walk, 'consent')
  })

  it('says that a code is wrong, and takes the right one after it', async () => {
    const page = await phone()
    const walk: Walk = { page, who: someone() }
    await arrive(walk, `${home}/app/phone`)
    await field(walk, 'phone').fill(walk.who.phone)
    await page.keyboard.press('Enter')
    await stands(walk, 'code')
    const code = await codeFrom(walk, 'DHARAF')
    await field(walk, 'code').fill(code.startsWith('1') ? '200000' : '100000')
    await page.getByText('That code is not right').waitFor()
    await field(walk, 'code').fill(code)
    await stands(walk, 'start')
  })

  it('keeps what was typed while the network is away, and asks once when it is back', async () => {
    const page = await phone()
    const walk: Walk = { page, who: someone() }
    await arrive(walk, `${home}/app/phone`)
    await field(walk, 'phone').fill(walk.who.phone)
    await page.context().setOffline(true)
    await page.getByText('No internet').waitFor()
    await press(walk)
    await page.getByText('We could not reach Dhara').waitFor()
    assert.equal(await field(walk, 'phone').inputValue(), walk.who.phone)
    await page.context().setOffline(false)
    await press(walk)
    await stands(walk, 'code')
    await codeFrom(walk, 'DHARAF')
    assert.equal(await page.locator('.message').count(), 1)
  })

  it('speaks each language it offers; one that cannot be had comes later', async () => {
    const page = await phone()
    await page.goto(`${home}/app/`)
    const choose = async (name: string) => {
      await page.locator('.top [aria-expanded]').click()
      await page.getByRole('menuitemradio', { name }).click()
    }
    const speaks = (code: string) => page.locator(`html[lang="${code}"]`).waitFor()
    const east = { bn: 'বাংলা', ta: 'தமிழ்', kn: 'ಕನ್ನಡ', ml: 'മലയാളം' }
    const west = { mr: 'मराठी', gu: 'ગુજરાતી', pa: 'ਪੰਜਾਬੀ', hi: 'हिन्दी' }
    await page.setViewportSize({ width: 320, height: 640 })
    for (const [code, name] of Object.entries({ ...east, ...west })) {
      await choose(name)
      await speaks(code)
      assert.deepEqual(await page.evaluate(headOf), { line: 48, isWide: false }, name)
    }
    await page.getByRole('heading', { name: 'ऋण, जिसे आप पढ़ सकें।' }).waitFor()
    await page.context().setOffline(true)
    await choose('తెలుగు')
    await page.getByText('यह भाषा नहीं आ सकी').waitFor()
    await page.context().setOffline(false)
    await speaks('te')
  })
})

/** One line, whatever the inbox and the language are called, and nothing beside the screen. */
function headOf(): { line: number; isWide: boolean } {
  const { scrollWidth, clientWidth } = document.documentElement
  const line = document.querySelector('.top-row')?.getBoundingClientRect().height ?? 0
  return { line, isWide: scrollWidth > clientWidth }
}

/** DESIGN: `app.trace` never carries what a person typed. */
function tellsNothing(traces: readonly string[], who: Someone): void {
  const all = traces.join('\n')
  assert.match(all, /"screen-shown"/)
  assert.match(all, /"permission-answered"/)
  for (const typed of [who.phone, who.name, who.pan, who.account, who.income, 'MG Road']) {
    assert.ok(!all.includes(typed), 'a trace holds what was typed')
  }
}
