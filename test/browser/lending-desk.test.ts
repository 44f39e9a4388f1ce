/** The lending pages in a real browser: the past is looked at, and two people move money. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { buildWeb } from '../../scripts/build-web.ts'
import { folder, house, type Child } from '../start/child.ts'
import {
  browserMissing,
  loginOf,
  openBrowser,
  overflow,
  seated,
  type Desk,
} from './console-desk.ts'

const LOAN_MS_MAX = 240_000
const LOOK_MS = 500

describe('the lending desk', { skip: browserMissing }, () => {
  const data = folder()
  let child: Child
  let browser: Browser
  let ops: Desk
  let finance: Desk
  let loan = ''

  before(async () => {
    await buildWeb()
    child = await house(data, { DHARA_SPEED: '600' })
    await child.running
    const address = `http://localhost:${child.port}`
    browser = await openBrowser()
    ops = await seated(browser, address, loginOf(data, 'ops'))
    finance = await seated(browser, address, loginOf(data, 'finance'))
    loan = await firstLoan(ops.page)
  })
  after(async () => {
    await browser?.close()
    await child?.end('SIGTERM')
    rmSync(data, { recursive: true, force: true })
  })

  it('shows a loan as it was known before it was known, and lets nobody act there', async () => {
    const { page, faults } = ops
    await page.goto(`/lending/loan/${loan}`)
    await page.getByRole('button', { name: 'Record receipt…' }).waitFor()
    await page.getByText('Known at…').click()
    const knownAt = page.getByLabel('As known at', { exact: true })
    await knownAt.fill('1/1/2020 12:00')
    await knownAt.press('Enter')
    await page.getByText('This is the past').waitFor()
    await page.getByText('Nothing was known of it yet.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Record receipt…' }).count(), 0)
    await page.getByRole('button', { name: 'Back to today' }).click()
    await page.getByRole('button', { name: 'Record receipt…' }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('takes a receipt in only when a second person approves it', async () => {
    await ops.page.goto(`/lending/loan/${loan}`)
    await ops.page.getByRole('button', { name: 'Record receipt…' }).click()
    const form = ops.page.getByRole('dialog')
    await form.getByLabel('Amount').fill('100')
    await form.getByLabel('Rail').press('ArrowDown')
    await ops.page.keyboard.press('Enter')
    await form.getByLabel('Reference').fill('UTR0001')
    const [, disbursedOn = ''] = await facts(ops.page, loan)
    await form.getByLabel('Received on').fill(disbursedOn)
    await form.getByRole('button', { name: 'Propose: Record receipt' }).click()
    await form.getByText('waits for a second person').waitFor()
    assert.equal((await facts(ops.page, loan))[0], 0)

    await finance.page.goto('/proposals')
    await finance.page.getByRole('button', { name: 'Approve' }).click()
    await finance.page.getByText('Approved: it has run.').waitFor()
    await finance.page.goto(`/lending/loan/${loan}?tab=transactions`)
    await finance.page.getByRole('cell', { name: 'Payment received' }).waitFor()
    await finance.page.goto('/day-end')
    await finance.page.getByRole('button', { name: 'Check the whole book' }).click()
    const whole = finance.page.locator('.note', { hasText: 'The whole book' })
    await whole.getByText('Equal').waitFor()
    assert.deepEqual([...ops.faults, ...finance.faults], [])
  })

  it('fits a phone: the loan, repayments and the day-end at 390 px', async () => {
    const { page } = ops
    await page.setViewportSize({ width: 390, height: 844 })
    const desk = ['/repayments', '/repayments?tab=cheques', '/repayments?tab=unmatched', '/day-end']
    for (const path of [`/lending/loan/${loan}`, ...desk]) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      await page.locator('.waiting').first().waitFor({ state: 'detached' })
      assert.ok((await overflow(page)) <= 0, path)
    }
  })
})

type List = { readonly rows: readonly { readonly id: string; readonly status: string }[] }

/** A crowd comes; whoever is lent to first. */
async function firstLoan(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'A thousand people…' }).click()
  await page.getByLabel('People', { exact: true }).fill('12')
  await page.getByRole('button', { name: 'Send crowd' }).click()
  for (let waitedMs = 0; waitedMs < LOAN_MS_MAX; waitedMs += LOOK_MS) {
    const { rows } = (await page.evaluate(() =>
      fetch('/v1/lending/loan/list').then((answer) => answer.json()),
    )) as List
    const loan = rows.find(({ status }) => status === 'active')
    if (loan) return loan.id
    await page.waitForTimeout(LOOK_MS)
  }
  throw new Error('nobody was lent to')
}

/** How many receipts the loan has, and since when it runs. */
async function facts(page: Page, loanId: string): Promise<readonly [number, string]> {
  const file = (await page.evaluate(
    (id) =>
      fetch(`/v1/lending/loan-file?q=${encodeURIComponent(JSON.stringify({ loanId: id }))}`).then(
        (answer) => answer.json(),
      ),
    loanId,
  )) as { file: { disbursedOn: string; transactions: readonly { kind: string }[] } }
  const { transactions, disbursedOn } = file.file
  return [transactions.filter(({ kind }) => kind === 'repaid').length, disbursedOn]
}
