/** The console as its people use it, in a real browser on a real house. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { buildWeb } from '../../scripts/build-web.ts'
import { folder, house, type Child } from '../start/child.ts'
import {
  browserMissing,
  codeOf,
  deskAt,
  loginOf,
  openBrowser,
  overflow,
  seated,
  signIn,
  type Desk,
  type Login,
} from './console-desk.ts'

type Named = { readonly name: string }
type Meta = {
  readonly modules: readonly {
    readonly name: string
    readonly entities: readonly (Named & { readonly list: boolean })[]
    readonly commands: readonly Named[]
    readonly queries: readonly Named[]
  }[]
}

describe('the console', { skip: browserMissing }, () => {
  const data = folder()
  let child: Child
  let browser: Browser
  let address = ''
  const logins: { [role: string]: Login } = {}
  const desks: { [role: string]: Desk } = {}
  const deskOf = async (role: string): Promise<Desk> => {
    logins[role] ??= loginOf(data, role)
    return (desks[role] ??= await seated(browser, address, logins[role]))
  }

  before(async () => {
    await buildWeb()
    child = await house(data, { DHARA_SPEED: '120' })
    await child.running
    address = `http://localhost:${child.port}`
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await child?.end('SIGTERM')
    rmSync(data, { recursive: true, force: true })
  })

  it('keeps out who does not know the password, and says so in words', async () => {
    const desk = await deskAt(browser, address)
    const ops = loginOf(data, 'ops')
    await signIn(desk, { ...ops, password: 'not-the-password' })
    await desk.page.getByText('do not go together').waitFor()
    await desk.page.context().close()
  })

  it('lets the staff in by password and code, and forgets nothing on a reload', async () => {
    const { page, faults } = await deskOf('ops')
    await page.reload()
    await page.getByRole('heading', { name: 'Live' }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('has a page for every list, query and command a role may use', async () => {
    const seen = new Set<string>()
    for (const role of ['ops', 'risk', 'admin']) {
      const { page, faults } = await deskOf(role)
      for (const path of await pathsFor(page)) {
        if (seen.has(path)) continue
        seen.add(path)
        await follow(page, path)
        const title = await page.locator('h1').innerText()
        assert.notEqual(title, 'Not here', path)
        await page.locator('.waiting').waitFor({ state: 'detached' })
        assert.equal(await page.locator('.fault').count(), 0, `${role} at ${path}`)
      }
      assert.deepEqual(faults, [])
    }
    assert.ok(seen.size > 30, `${seen.size} pages`)
  })

  it('shows a crowd as it flows, and who stands in a step', async () => {
    const { page, faults } = await deskOf('ops')
    await page.goto('/')
    await page.getByRole('button', { name: 'A thousand people…' }).click()
    await page.getByLabel('People', { exact: true }).fill('12')
    await page.getByRole('button', { name: 'Send crowd' }).click()
    await page.getByText('They are on their way.').waitFor()
    const came = page.locator('.pulse div', { hasText: 'Came today' }).locator('dd')
    await page.waitForFunction(
      (element) => Number(element?.textContent) > 0,
      await came.elementHandle(),
    )
    await page.keyboard.press('t')
    await page.getByRole('columnheader', { name: 'Half within' }).waitFor()
    await page.keyboard.press('t')
    await page.locator('.river-steps button').first().press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('people now').waitFor()
    await page.keyboard.press('Escape')
    assert.deepEqual(faults, [])
  })

  it('leads from a person found to their whole path, as it was known at any moment', async () => {
    const { page, faults } = await deskOf('ops')
    await page.goto('/identity/person')
    const id = await page.locator('.rows .thing').first().getAttribute('href')
    await page.goto('/find')
    await page.getByPlaceholder(/Phone, PAN, name/).fill(id?.split('/').at(-1) ?? '')
    await page.keyboard.press('Enter')
    await page.locator('.seen-for').getByText('Servicing').waitFor()
    await page.getByLabel('Purpose of looking').press('ArrowDown')
    await page.getByTitle('Complaint', { exact: true }).click()
    await page.locator('.seen-for .ant-select-content', { hasText: 'Complaint' }).waitFor()
    const seen = page.waitForResponse((answer) => answer.url().includes('/v1/monitor/trail'))
    await page.getByRole('link', { name: 'Trail' }).first().click()
    assert.equal(((await (await seen).json()) as { seenFor: string }).seenFor, 'complaint')
    await page.locator('.seen-for').getByText('Complaint').waitFor()
    const facts = page.locator('.fact')
    await facts.first().waitFor()
    const all = await facts.count()
    assert.ok(all > 1)
    await page.getByLabel('Moment').press('Home')
    await page.getByText('Only what was on record by').waitFor()
    await page.waitForFunction((n) => document.querySelectorAll('.fact').length < n, all)
    await page.getByRole('button', { name: 'Now' }).click()
    await facts.nth(all - 1).waitFor()
    await facts.first().locator('summary').press('Enter')
    await facts.first().getByText('Written to the log').waitFor()
    assert.deepEqual(faults, [])
  })

  it('gives an application to oneself, and leaves a note for who looks next', async () => {
    const { page, faults } = await deskOf('ops')
    await page.goto('/find')
    const whose = await page.evaluate(async () => {
      const answer = await fetch('/v1/lending/application/list?q={"limit":1}')
      return ((await answer.json()) as { rows: { customerId: string }[] }).rows[0]?.customerId ?? ''
    })
    await page.getByPlaceholder(/Phone, PAN, name/).fill(whose)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Assign…' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Assign application' }).click()
    await page.getByRole('dialog').getByText('Done: Assign application.').waitFor()
    await page.locator('.hit').getByText('ops', { exact: true }).first().waitFor()
    await page.goto(`/identity/person/${whose}?tab=identity.notes-of`)
    await page.locator('.standing').getByText('Renew by').waitFor()
    await page.getByRole('button', { name: 'Write a note…' }).click()
    await page.getByLabel('Text').fill('Asked to be called after six.')
    await page.getByRole('button', { name: 'Keep note', exact: true }).click()
    await page.locator('.notes').getByText('Asked to be called after six.').waitFor()
    assert.deepEqual(faults, [])
  })

  it('answers a question over the lake, and refuses what it may not', async () => {
    const { page, faults } = await deskOf('risk')
    await page.goto('/ask')
    await page.locator('.views li').first().waitFor()
    const question = page.getByLabel('Question, in SQL')
    await question.fill('select count(*) as facts from identity_customer_minted')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('columnheader', { name: 'facts' }).waitFor()
    await question.fill("select * from read_text('/etc/passwd')")
    await page.keyboard.press('Control+Enter')
    await page.getByText('That is not answered here.').waitFor()
    assert.deepEqual(faults, [])
  })

  it('shows the paths people walk, who walked one, and every stream’s readers', async () => {
    const { page, faults } = await deskOf('ops')
    await page.goto('/paths?way=lending.application&days=90')
    await page.locator('.walk-arrow').first().press('Enter')
    await page.getByRole('dialog').locator('.people li').first().waitFor()
    await page.goto('/streams')
    await page.getByRole('cell', { name: 'lending', exact: true }).first().waitFor()
    assert.deepEqual(faults, [])
  })

  it('lets a second person decide what one proposed', async () => {
    const { page: risk } = await deskOf('risk')
    await risk.goto('/rules/c/publish-rule')
    await risk.getByRole('button', { name: 'Propose: Publish rule' }).click()
    await risk.getByText('Says is needed.').waitFor()
    const [code] = await rulesKnown(risk)
    await fillRule(risk, code ?? '')
    await risk.getByRole('button', { name: 'Propose: Publish rule' }).click()
    await risk.getByText('waits for a second person').waitFor()
    await risk.goto('/proposals')
    await risk.getByText('You proposed it; someone else decides.').waitFor()

    const { page: admin } = await deskOf('admin')
    await admin.goto('/proposals')
    await admin.getByRole('button', { name: 'Reject' }).click()
    await admin.getByText('Nothing waits for you.').waitFor()
  })

  it('goes by keyboard: the search, the help, from page to page', async () => {
    const { page } = await deskOf('ops')
    await page.goto('/clocks')
    await page.getByRole('heading', { name: 'Clocks' }).waitFor()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keys' })
    await help.waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/any ID, page or action/).waitFor()
    await page.keyboard.type('mandates')
    await page.getByRole('option', { name: /Mandates/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Mandates' }).waitFor()
  })

  it('keeps a list as it was narrowed under a name', async () => {
    const { page, faults } = await deskOf('ops')
    await page.goto('/lending/application')
    await page.getByLabel('State', { exact: true }).fill('Pulling bureau')
    await page.keyboard.press('Enter')
    await page.waitForURL(/filter=.*pullingBureau/)
    await page.getByRole('button', { name: 'Save this view' }).click()
    await page.getByLabel('Name of the view').fill('At the bureau')
    await page.keyboard.press('Enter')
    await page.goto('/lending/application')
    await page.getByRole('link', { name: 'At the bureau' }).click()
    await page.waitForURL(/filter=.*pullingBureau/)
    assert.deepEqual(faults, [])
  })

  it('fits a phone: Live and Find at 390 px', async () => {
    const { page } = await deskOf('ops')
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/', '/find', '/clocks', '/ask', '/paths', '/streams']) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      assert.ok((await overflow(page)) <= 0, path)
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('lets them go, and asks who is there', async () => {
    const { page } = await deskOf('ops')
    await page.goto('/find')
    await page.getByRole('button', { name: /^You: / }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('Sign in to the console.').waitFor()
    assert.match(codeOf(logins['ops'] ?? loginOf(data, 'ops')), /^\d{6}$/)
  })
})

type Page = Desk['page']

/** Goes there as a link does, without loading the console anew. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.locator(`main[data-at="${path}"] h1`).waitFor()
}

async function pathsFor(page: Page): Promise<readonly string[]> {
  const meta = (await page.evaluate(() =>
    fetch('/v1/meta').then((answer) => answer.json()),
  )) as Meta
  const tail = ({ name }: Named) => name.slice(name.indexOf('.') + 1)
  const modules = meta.modules.flatMap(({ name, entities, commands, queries }) => [
    `/${name}`,
    ...entities.filter(({ list }) => list).map((entity) => `/${name}/${tail(entity)}`),
    ...commands.map((command) => `/${name}/c/${tail(command)}`),
    ...queries.map((query) => `/${name}/q/${tail(query)}`),
  ])
  return ['/', '/find', '/clocks', '/parked', '/proposals', ...modules]
}

async function rulesKnown(page: Page): Promise<readonly string[]> {
  const list = (await page.evaluate(() =>
    fetch('/v1/rules/rule/list').then((answer) => answer.json()),
  )) as { rows: readonly { code: string }[] }
  return list.rows.map(({ code }) => code)
}

async function fillRule(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('Effective from').fill('2030-04-01')
  await page.getByLabel('Says').fill('A rule to be refused by the second person')
  await page.getByLabel('Value').fill('{"days": 3}')
  await page.getByLabel('Instrument').fill('A circular')
  await page.getByLabel('Para').fill('1')
  await page.getByLabel('Cites').fill('none')
  await page.getByLabel('Verified by').fill('Nobody')
  await page.getByLabel('Level').press('ArrowDown')
  await page.keyboard.press('Enter')
}
