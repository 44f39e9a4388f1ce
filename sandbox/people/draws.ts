/**
 * Who has a limit draws on it, once or twice in their life: money, or what a shop sells, of which
 * some is brought back. Asked for, read, accepted, and the bank asked when it must be; told by the
 * same doors as the app's.
 */
import { fraction, pick } from '../draw.ts'
import { approveMandate } from '../vendors/mandate.ts'
import { placeOrder, plansReturn, shopsOf } from '../vendors/merchant.ts'
import { WARES } from '../pages/shop.ts'
import { isDone, type Body } from './phone.ts'
import type { Scene, Then } from './screens.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Of those who would draw, who buys instead; and of the buyers, who brings something back. */
const BUYERS = 0.4
const RETURNERS = 0.3
const SOON: Then = { againMs: 4000 }
/** Whole hundreds of rupees, as Dhara draws. */
const STEP = 10_000

/** What they do about a draw just now; undefined when there is nothing to do. */
export async function drawOn(scene: Scene): Promise<Then | undefined> {
  const known = await scene.phone.query('lending.my-limits')
  const limits = isDone(known) ? (known.json.limits as Body[]) : []
  const limit = limits.find(({ state, drawMin, drawMax }) => state === 'live' && drawMax >= drawMin)
  const seen = await (limits.length > 0 ? scene.phone.query('lending.my-draw') : undefined)
  if (!seen || !isDone(seen)) return undefined
  if (seen.json.isOver === false) return goOn(scene, seen.json)
  const { order } = scene.keep
  if (order) return take(scene, order)
  if (!limit || !wants(scene, limit)) return undefined
  return shop(scene, limit) ?? ask(scene, limit)
}

/** Some would rather have a thing than money: ordered first, and paid later on the next look. */
function shop({ who, world, keep }: Scene, { draws, drawMax }: Body): Then | undefined {
  const nth = (draws as Body[]).length
  const of = (purpose: string): number => fraction(world.seed, 'shops', who.n, purpose, nth)
  const shops = shopsOf(world)
  const wares = WARES.filter(({ price }) => price <= drawMax)
  if (shops.length === 0 || wares.length === 0 || of('rather') >= BUYERS) return undefined
  const ware = pick(wares, of('ware')).code
  const order = placeOrder(world, pick(shops, of('shop')), ware, `person-${who.n}-${nth}`)
  keep.order = { merchantId: order.subject, orderReference: order.id }
  if (of('return') < RETURNERS) {
    const atMs = world.clock.now() + (3 + Math.floor(12 * of('days'))) * DAY_MS
    plansReturn(world, order, { percent: of('share') < 0.5 ? 50 : 100, atMs })
  }
  return { againMs: 30 * MINUTE_MS }
}

/** Once: whatever comes of it, the order is out of mind. */
async function take(scene: Scene, order: Body): Promise<Then> {
  const then = await did(scene, 'lending.take-order', { ...order, tenorMonths: 3 })
  if (!('silent' in then)) delete scene.keep.order
  return then
}

/** Twice at the most, and not on the first day they could. */
function wants({ who, world }: Scene, { draws }: Body): boolean {
  const today = world.clock.today()
  const wish = fraction(world.seed, 'draws', who.n, 'wish')
  const most = wish < 0.15 ? 0 : wish < 0.5 ? 1 : 2
  if ((draws as Body[]).length >= most) return false
  return fraction(world.seed, 'draws', who.n, today) < 0.5
}

async function ask(scene: Scene, { limitId, drawMin, drawMax, ...limit }: Body): Promise<Then> {
  const { who, world } = scene
  const nth = (limit.draws as Body[]).length
  const share = 0.3 + 0.4 * fraction(world.seed, 'draws', who.n, 'share', nth)
  const amount = Math.max(drawMin, Math.floor((drawMax * share) / STEP) * STEP)
  const months = [3, 6, 9, 12].filter(
    (each) => each >= limit.tenorMonthsMin && each <= limit.tenorMonthsMax,
  )
  const tenorMonths = pick(months, fraction(world.seed, 'draws', who.n, 'tenor', nth))
  return did(scene, 'lending.ask-draw', { limitId, amount, tenorMonths })
}

/** The next step of the one under way; where nothing is asked of them they look again. */
async function goOn(scene: Scene, draw: Body): Promise<Then> {
  const { who, world } = scene
  if (draw.screen === 'kfs' && draw.kfs) {
    return did(scene, 'lending.accept-draw', { hash: draw.kfs.hash, understood: true })
  }
  if (draw.screen === 'account') {
    const account = { accountNumber: who.account, ifsc: who.ifsc }
    const key = scene.key('identity.keep-account')
    const kept = await scene.phone.command('identity.keep-account', account, key)
    if (!isDone(kept)) return { againMs: 60 * MINUTE_MS }
    return did(scene, 'lending.use-draw-account', { accountId: kept.json.accountId })
  }
  const mandateId = String(draw.authoriseAt ?? '').split('/').at(-1) // prettier-ignore
  if (draw.screen === 'mandate' && mandateId) approveMandate(world, mandateId, 'approve')
  return { againMs: (draw.screen ? 12 * 60 : 10) * MINUTE_MS }
}

async function did(scene: Scene, name: string, input: object): Promise<Then> {
  const told = await scene.phone.command(name, input, scene.key(name))
  if (isDone(told)) return SOON
  const silent = told.status === 0 || told.status === 429 || told.status >= 500
  return silent ? { againMs: MINUTE_MS, silent: true } : { againMs: 12 * 60 * MINUTE_MS }
}
