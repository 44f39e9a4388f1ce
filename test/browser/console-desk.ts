/** Someone of the staff at their desk: a browser, signed in to a house's console. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
/** How long anything may take to show: whoever waits is not to fail by a busy machine. */
export const PATIENCE_MS = 90_000
const isRequired = (process.env['DHARA_REQUIRE'] ?? '').split(',').includes('browser')

/** Why the browser tests can't run here; never where they are required. */
export const browserMissing: string | false =
  existsSync(CHROMIUM) || isRequired ? false : `${CHROMIUM} is not there`

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })

export type Login = { readonly login: string; readonly password: string; readonly secret: string }

/** What the first start wrote down for a role. */
export function loginOf(data: string, role: string): Login {
  const text = readFileSync(join(data, 'first-start.txt'), 'utf8')
  const part = text.split(/^role /m).find((one) => one.startsWith(`${role}\n`)) ?? ''
  const of = (name: string) => new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(part)?.[1] ?? ''
  return { login: of('login'), password: of('password'), secret: of('totp') }
}

export const codeOf = ({ secret }: Login): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate()

export type Desk = { readonly page: Page; readonly faults: readonly string[] }

/** A page of its own; what goes wrong in it is kept. */
export async function deskAt(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({ baseURL: address, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (line) => {
    const isNetwork = /Failed to load resource/.test(line.text()) // Its answer is told on the page.
    if (line.type() === 'error' && !isNetwork) faults.push(`${page.url()}: ${line.text()}`)
  })
  return { page, faults }
}

export async function signIn({ page }: Desk, login: Login, code = codeOf(login)): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Login').fill(login.login)
  await page.getByLabel('Password').fill(login.password)
  await page.getByLabel('Code from your authenticator').fill(code)
  await page.keyboard.press('Enter')
}

/** Signed in and on the Live page. */
export async function seated(browser: Browser, address: string, login: Login): Promise<Desk> {
  const desk = await deskAt(browser, address, { viewport: { width: 1280, height: 800 } })
  await signIn(desk, login)
  await desk.page.getByRole('heading', { name: 'Live' }).waitFor()
  return desk
}

export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
