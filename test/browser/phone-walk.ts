/** A person at the phone app, screen by screen: what they read, type and press. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

export type Someone = {
  readonly phone: string
  readonly name: string
  readonly born: readonly [day: string, month: string, year: string]
  readonly income: string
  readonly pan: string
  readonly account: string
  readonly amount: string
}
export type Walk = {
  readonly page: Page
  readonly who: Someone
  /** Called when a screen stands, before anything is done on it: pictures are taken here. */
  readonly look?: (screen: string) => Promise<void>
}

const SCREEN_MS = 90_000
const READING_MS = 700
const DAYS_MS = 240_000

/** A stranger of their own number; chance is welcome here, the sandbox decides by rules. */
export function someone(): Someone {
  const draw = (digits: number) =>
    String(Math.random())
      .slice(2, 2 + digits)
      .padEnd(digits, '7')
  const letter = () => String.fromCodePoint(65 + Math.floor(Math.random() * 26))
  const name = 'Asha Verma'
  return {
    phone: `98${draw(8)}`,
    name,
    born: ['4', '5', '1992'],
    income: '60000',
    pan: `${letter()}${letter()}${letter()}PV1${draw(3)}${letter()}`,
    account: `50100${draw(9)}`,
    amount: '50000',
  }
}

export async function stands({ page, look }: Walk, screen: string): Promise<void> {
  await page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: SCREEN_MS })
  await look?.(screen)
}

export const press = ({ page }: Walk) => page.locator('.foot button[type="submit"]').click()

// By the fields' names, so that the walk is the same in every language.
export const field = ({ page }: Walk, name: string) => page.locator(`input[name="${name}"]`)
const choose = ({ page }: Walk, value: string) =>
  page.locator(`input[type="radio"][value="${value}"]`).check()

/** The newest code a sender put into the inbox beside the app. */
export async function codeFrom({ page }: Walk, sender: string): Promise<string> {
  const card = page.locator('.message', { hasText: sender }).first().locator('output')
  await card.waitFor({ state: 'attached', timeout: SCREEN_MS })
  return (await card.textContent()) ?? ''
}

/** Opens the app and reads for a moment: the house hears of a person and goes at their pace. */
export async function arrive({ page }: Walk, address: string): Promise<void> {
  const heard = page.waitForResponse((answer) => answer.url().endsWith('/gateway/trace'))
  await page.goto(address)
  await heard
  await page.waitForTimeout(READING_MS)
}

/** From nothing to a session. */
export async function signIn(walk: Walk, home: string): Promise<void> {
  const { who } = walk
  await arrive(walk, `${home}/app/`)
  await stands(walk, 'welcome')
  await press(walk)
  await stands(walk, 'phone')
  await field(walk, 'phone').fill(who.phone)
  await press(walk)
  await stands(walk, 'code')
  await field(walk, 'code').fill(await codeFrom(walk, 'DHARAF'))
}

/** From the first question to the decision. */
export async function apply(walk: Walk): Promise<void> {
  const { page, who } = walk
  await stands(walk, 'start')
  await press(walk)
  await stands(walk, 'consent')
  const needed = page.locator('.group').first().getByRole('checkbox')
  await needed.first().waitFor()
  for (const box of await needed.all()) await box.check()
  await press(walk)
  await stands(walk, 'profile')
  await field(walk, 'name').fill(who.name)
  for (const [at, part] of ['day', 'month', 'year'].entries()) {
    await field(walk, part).fill(who.born[at] ?? '')
  }
  await choose(walk, 'female')
  await press(walk)
  await stands(walk, 'profile-work')
  await choose(walk, 'salaried')
  await field(walk, 'employer').fill('Infosys')
  await field(walk, 'income').fill(who.income)
  await press(walk)
  await stands(walk, 'profile-home')
  await field(walk, 'address').fill('12 MG Road, Bengaluru')
  await field(walk, 'pinCode').fill('560001')
  await press(walk)
  await stands(walk, 'pan')
  await field(walk, 'pan').fill(who.pan)
  await press(walk)
  await stands(walk, 'amount')
  await field(walk, 'amount').fill(who.amount)
  await choose(walk, '12')
  await page.locator('.headline:not([data-waiting])').waitFor()
  await walk.look?.('amount-cost')
  await press(walk)
}

/** From the offer to the signature. */
export async function agree(walk: Walk): Promise<void> {
  const { page } = walk
  await stands(walk, 'offer')
  await page.locator('.headline:not([data-waiting])').waitFor()
  await walk.look?.('offer-cost')
  await press(walk)
  await stands(walk, 'kfs')
  await page.locator('.headline:not([data-waiting])').waitFor()
  await walk.look?.('kfs-cost')
  await field(walk, 'tick').check()
  await press(walk)
  await stands(walk, 'sign')
  await field(walk, 'code').fill(await codeFrom(walk, 'SBXSGN'))
  await press(walk)
}

/** From the account to the money, over the bank's own page. */
export async function receive(walk: Walk): Promise<void> {
  const { who } = walk
  await stands(walk, 'account')
  await field(walk, 'number').fill(who.account)
  await field(walk, 'again').fill(who.account)
  await field(walk, 'ifsc').fill('HDFC0001234')
  await press(walk)
  await stands(walk, 'mandate')
  const bank = await outside(walk)
  await bank.getByRole('button', { name: 'Approve' }).click()
  await stands(walk, 'money')
}

/** Pays what is due, or the next EMI, through the payment service's page. */
export async function pay(walk: Walk, which: 'due' | 'next'): Promise<void> {
  const { page } = walk
  await stands(walk, 'active')
  await press(walk)
  await stands(walk, 'pay')
  await choose(walk, which)
  await press(walk)
  await stands(walk, 'pay-link')
  await page.locator('.foot button:not([disabled])').waitFor()
  await walk.look?.('pay-ready')
  const service = await outside(walk)
  await service.getByRole('button', { name: 'Pay by UPI' }).click()
  await stands(walk, 'paid')
  await press(walk)
  await stands(walk, 'active')
}

/** Leaves the account empty, and lets the due date come. */
export async function bounce({ page }: Walk): Promise<void> {
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'My bank' }).click()
  const bank = await opened
  await bank.getByRole('button', { name: 'Empty' }).first().click()
  await bank.close()
  await page.getByRole('button', { name: 'To my due date' }).click()
  await page.getByText('We went to the evening of').waitFor({ timeout: DAYS_MS })
}

/** Has a statement written, and reads it as a spreadsheet would. */
export async function statement(walk: Walk, home: string): Promise<string> {
  const { page } = walk
  await page.goto(`${home}/app/documents`)
  await stands(walk, 'documents')
  await page.locator('.group .chip').first().click()
  const written = page.locator('.papers.card')
  await written.waitFor()
  await walk.look?.('documents-written')
  const saved = page.waitForEvent('download')
  await written.getByRole('button', { name: 'CSV' }).click()
  return readFile(await (await saved).path(), 'utf8')
}

export async function speak({ page }: Walk, language: string): Promise<void> {
  await page.locator('.top .chip[aria-expanded]').click()
  await page.locator(`.languages [lang="${language}"]`).click()
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
}

async function outside(walk: Walk): Promise<Page> {
  const opened = walk.page.waitForEvent('popup')
  await press(walk)
  return opened
}
