/** The Aggregates page in a real browser: two people make a figure and a trigger, by pressing. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
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

describe('the Aggregates page', { skip: browserMissing }, () => {
  const data = folder()
  let child: Child
  let browser: Browser
  let risk: Desk
  let admin: Desk

  before(async () => {
    await buildWeb()
    child = await house(data, { DHARA_PEOPLE: '0' })
    await child.running
    const address = `http://localhost:${child.port}`
    browser = await openBrowser()
    risk = await seated(browser, address, loginOf(data, 'risk'))
    admin = await seated(browser, address, loginOf(data, 'admin'))
  })
  after(async () => {
    await browser?.close()
    await child?.end('SIGTERM')
    rmSync(data, { recursive: true, force: true })
  })

  const form = () => risk.page.getByRole('dialog')
  async function chosen(label: string, typed: string): Promise<void> {
    await form().getByLabel(label).click()
    await risk.page.keyboard.type(typed)
    await risk.page.keyboard.press('Enter')
  }
  async function approved(): Promise<void> {
    await risk.page.getByText('Proposed: a second person decides.').last().waitFor()
    await admin.page.goto('/proposals')
    await admin.page.getByRole('button', { name: 'Approve' }).first().click()
    await admin.page.getByText('Approved: it has run.').waitFor()
  }

  it('makes a figure when a second person approves, and it reads the log by itself', async () => {
    const { page } = risk
    await page.goto('/aggregates')
    await page.getByRole('button', { name: 'New aggregate…' }).click()
    await form().getByLabel('Name').fill('installs.By day')
    await chosen('Facts counted', 'analytics.aggregate-made')
    await page.keyboard.press('Escape')
    await form().getByRole('button', { name: 'Propose this aggregate' }).click()
    await approved()
    await page.goto('/aggregates?name=installs.by-day')
    const view = page.getByRole('region', { name: 'installs.by-day' })
    await view.getByText('Live').waitFor()
    await view.locator('svg').first().waitFor()
    await view.getByText('Table').click()
    await view.getByRole('region', { name: 'Figures' }).waitFor()
  })

  it('backtests a trigger before two people switch it on', async () => {
    const { page, faults } = risk
    await page.goto('/aggregates?show=triggers')
    await page.getByRole('button', { name: 'New trigger…' }).click()
    await form().getByLabel('Name').fill('big-asks')
    await chosen('When this happens', 'lending.amount-asked')
    await form().getByRole('button', { name: 'Add a condition' }).click()
    await chosen('Field', 'data.amount')
    await form().getByLabel('With').fill('50,000')
    await form().getByLabel('Reason code').fill('big ask')
    await form().getByLabel('What the desk reads').fill('Asked for a lot.')
    await form().getByRole('button', { name: 'Propose this trigger' }).click()
    await approved()
    await page.goto('/aggregates?show=triggers')
    const toggle = page.getByRole('switch')
    assert.equal(await toggle.isDisabled(), true, 'nobody knows yet what it would do')
    await page.getByRole('button', { name: 'Backtest the last 30 days' }).click()
    await page.getByText('Would have fired 0 times').waitFor()
    await toggle.click()
    await approved()
    await page.reload()
    await page.getByRole('switch', { checked: true }).waitFor()
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 })
      assert.equal(await overflow(page), 0)
    }
    assert.deepEqual([...faults, ...admin.faults], [])
  })
})
