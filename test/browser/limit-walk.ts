/** A limit is granted by two of the staff, and its holder draws under it on the phone. */
import { phoneOf, type Phone, type Reply } from '../../sandbox/people/phone.ts'
import { codeOf, loginOf } from './console-desk.ts'
import { field, press, stands, type Walk } from './phone-walk.ts'

const KEY = 'limit-walk'
const READY_MS = 20_000

/** To the only borrower there is. */
export async function grantLimit(home: string, data: string, rupees: number): Promise<void> {
  const [credit, risk] = [await seat(home, data, 'credit'), await seat(home, data, 'risk')]
  const loans = done(await credit.query('lending.loan/list', { limit: 1 }))
  const { customerId } = (loans.json.rows as { customerId: string }[])[0] ?? {}
  const asked = { customerId, product: 'flexi', amount: rupees * 100, rate: '18' }
  const { json } = done(await credit.command('lending.grant-limit', asked, `${KEY}-grant`))
  const approved = { proposalId: json.proposalId }
  done(await risk.command('platform.approve', approved, `${KEY}-approve`))
}

async function seat(home: string, data: string, role: string): Promise<Phone> {
  const login = loginOf(data, role)
  const input = { login: login.login, password: login.password, totp: codeOf(login) }
  const key = `${KEY}-sign-in-${role}`
  const { json } = done(await phoneOf(home).command('gateway.sign-in-staff', input, key))
  return phoneOf(home, String(json.token))
}

function done(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(JSON.stringify(reply))
  return reply
}

/** From the limit to the money: how much, the key facts, and all the gates by themselves. */
export async function draw(walk: Walk, amount: string): Promise<void> {
  const { page } = walk
  await stands(walk, 'limit')
  await press(walk)
  await stands(walk, 'draw')
  await field(walk, 'amount').fill(amount)
  await page.locator('input[type="radio"][value="3"]').check()
  await page.locator('.headline:not([data-waiting])').waitFor({ timeout: READY_MS })
  await walk.look?.('draw-cost')
  await press(walk)
  await stands(walk, 'kfs')
  await field(walk, 'tick').check()
  await press(walk)
  await stands(walk, 'drawn')
}
