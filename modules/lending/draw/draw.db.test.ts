import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { addDays } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { PayoutWithheld, type LoanDrawn } from '../contract.ts'
import {
  accepted,
  ask,
  cleared,
  credited,
  drawn,
  failed,
  goTo,
  granted,
  lone,
  mandated,
  openLender,
  shown,
  stateOf,
  today,
  unique,
  world,
  type Drawing,
} from './draw.fixture.ts'

before(openLender)
after(() => lone?.drop())
afterEach(() => {
  Object.assign(world, { consent: true, stopped: false, verdict: 'pass' })
})

const payoutsOf = ({ applicationId }: Drawing): number =>
  lone.told.filter(
    ({ type, data }) =>
      type === 'lending.payout-asked' &&
      (data as { applicationId: string }).applicationId === applicationId,
  ).length
const withheld = (): readonly string[] =>
  lone.last<{ closed: readonly string[] }>(PayoutWithheld.type)?.closed ?? []

describe('A draw', () => {
  it('goes from its own KFS through the gates to a loan of its own', async () => {
    const holder = await granted()
    const draw = await accepted(await shown(holder))
    assert.equal(await stateOf(draw), 'account')
    await cleared(await mandated(draw))
    assert.equal(await stateOf(draw), 'payingOut')
    const loanId = await credited(draw)
    assert.equal(await stateOf(draw), 'drawn')
    const told = lone.last<Parameters<typeof LoanDrawn>[0]>('lending.loan-drawn')
    assert.deepEqual(
      [told?.loanId, told?.limitId, told?.kfsDocumentId, told?.paidOut],
      [loanId, holder.limitId, draw.documentId, rupees('9564')],
    )
  })
  it('leans on the mandate that stands: the second goes to no bank', async () => {
    const holder = await granted()
    await drawn(holder)
    const second = await accepted(await shown(holder, rupees('5000')))
    assert.equal(await stateOf(second), 'verifyingAccount')
    await credited(await cleared(second))
    assert.equal(await stateOf(second), 'drawn')
  })
  it('is one at a time, of whole hundreds, within what is left', async () => {
    const holder = await granted()
    const draw = (amount: string, tenorMonths = 6) => {
      const asked = { limitId: holder.limitId, amount: rupees(amount), tenorMonths }
      return ask('ask-draw', asked, holder.actor)
    }
    assert.deepEqual(await draw('5050'), { refused: 'uneven-amount' })
    assert.deepEqual(await draw('900'), { refused: 'outside-product' })
    assert.deepEqual(await draw('5000', 24), { refused: 'outside-product' })
    assert.deepEqual(await draw('30000.01'), { refused: 'above-limit' })
    await shown(holder)
    assert.deepEqual(await draw('5000'), { refused: 'draw-open' })
    await ask('leave-draw', {}, holder.actor)
    assert.ok('applicationId' in (await draw('30000')))
  })
  it('is taken by its own KFS only, within its time', async () => {
    const draw = await shown(await granted())
    const accept = (hash: string, understood = true) =>
      ask('accept-draw', { hash: hash.repeat(64), understood }, draw.actor)
    assert.deepEqual(await accept('b'), { refused: 'another-kfs' })
    assert.deepEqual(await accept('a', false), { refused: 'not-understood' })
    goTo(addDays(today, 4))
    assert.deepEqual(await accept('a'), { refused: 'kfs-lapsed' })
    await lone.nextTimer(draw.applicationId)
    assert.equal(await stateOf(draw), 'expired')
  })
  it('under way or owed, lets no loan be applied for', async () => {
    const draw = await shown(await granted())
    const apply = () => ask('start-application', { product: 'personal' }, draw.actor)
    assert.deepEqual(await apply(), { refused: 'loan-active' })
    await credited(await cleared(await mandated(await accepted(draw))))
    assert.deepEqual(await apply(), { refused: 'loan-active' })
  })
  it('told paid twice opens one loan', async () => {
    const draw = await cleared(await mandated(await accepted(await shown(await granted()))))
    assert.equal(await credited(draw), await credited(draw))
  })
})

describe('No gate of a draw is left out', () => {
  const ready = async (): Promise<Drawing> => mandated(await accepted(await shown(await granted())))

  it('a consent withdrawn is asked for again, and then it goes on', async () => {
    const draw = await ready()
    world.consent = false
    await cleared(draw)
    assert.deepEqual([withheld(), await stateOf(draw)], [['consent-live'], 'consent'])
    assert.equal(payoutsOf(draw), 0)
  })
  it('a mandate ended at the bank must be given anew', async () => {
    const draw = await ready()
    world.mandates.set(draw.customerId, [])
    await cleared(draw)
    assert.deepEqual([withheld(), await stateOf(draw)], [['mandate-fits'], 'account'])
  })
  it('a limit closed meanwhile, or a fraud stop, ends it', async () => {
    const closed = await ready()
    await ask('close-limit', { limitId: closed.limitId })
    await cleared(closed)
    assert.deepEqual([withheld(), await stateOf(closed)], [['room-left'], 'rejected'])
    const stopped = await ready()
    world.stopped = true
    await cleared(stopped)
    assert.deepEqual([withheld(), await stateOf(stopped)], [['fraud-not-stopped'], 'rejected'])
  })
  it('a step that fraud stops asks for nothing', async () => {
    const draw = await ready()
    world.verdict = 'stop'
    await cleared(draw)
    assert.equal(await stateOf(draw), 'stopped')
    assert.equal(payoutsOf(draw), 0)
  })
})

describe('Money that finance sent by hand', () => {
  const tried = async (): Promise<Drawing> => {
    const draw = await cleared(await mandated(await accepted(await shown(await granted()))))
    await failed(draw)
    return draw
  }
  const book = (draw: Drawing, other: object = {}) => {
    const { limitId, amount, documentId: kfsDocumentId } = draw
    const paid = { creditedOn: today, reference: `UTR${unique()}`, kfsDocumentId }
    return ask('book-drawdown', { limitId, amount, tenorMonths: 6, ...paid, ...other })
  }

  it('makes the draw a loan when its payout had failed, once', async () => {
    const draw = await tried()
    const { loanId } = await book(draw)
    assert.ok(loanId)
    assert.equal(await stateOf(draw), 'drawn')
    assert.deepEqual(await book(draw), { refused: 'draw-not-open' })
  })
  it('is refused on the KFS of another customer', async () => {
    const [draw, other] = [await tried(), await tried()]
    const answer = await book(draw, { kfsDocumentId: other.documentId })
    assert.deepEqual(answer, { refused: 'kfs-not-theirs' })
    const none = await book(draw, { kfsDocumentId: id('doc', 'none') })
    assert.deepEqual(none, { refused: 'kfs-not-theirs' })
  })
  it('is refused on a KFS they did not accept, or that lapsed before they did', async () => {
    const draw = await shown(await granted())
    assert.deepEqual(await book(draw), { refused: 'kfs-not-accepted' })
    goTo(addDays(today, 4))
    assert.deepEqual(await book(draw), { refused: 'kfs-lapsed' })
  })
  it('is refused on a KFS of other terms', async () => {
    const draw = await tried()
    const others = [{ amount: rupees('9900') }, { tenorMonths: 9 }]
    for (const other of others) {
      assert.deepEqual(await book(draw, other), { refused: 'other-terms' })
    }
    const { limitId } = await granted()
    assert.deepEqual(await book(draw, { limitId }), { refused: 'kfs-not-theirs' })
  })
  it('is refused while the provider may still pay, or behind a closed gate', async () => {
    const pending = await cleared(await mandated(await accepted(await shown(await granted()))))
    assert.deepEqual(await book(pending), { refused: 'draw-not-open' })
    const draw = await tried()
    world.stopped = true
    assert.deepEqual(await book(draw), { refused: 'gates-closed' })
    world.stopped = false
    const yesterday = { creditedOn: addDays(today, -1) }
    assert.deepEqual(await book(draw, yesterday), { refused: 'gates-closed' })
    assert.deepEqual(await book(draw, { creditedOn: addDays(today, 1) }), {
      refused: 'paid-out-later',
    })
  })
})
