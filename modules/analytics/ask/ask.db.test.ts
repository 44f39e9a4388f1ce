import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Actor, Fact, OutputOf } from '#kernel/contract'
import { later } from '#kernel/dates'
import type { ask, comparisonOf, costlyQuestions, dictionary, promotionOf } from '../contract.ts'
import { risk, scene, sold, until, type Scene } from '../scene.fixture.ts'

type Answer = OutputOf<typeof ask>
const ops: Actor = { kind: 'staff', id: 'stf_2', roles: ['ops'] }
const byState = `select state, business_date as day, count(*) as n, sum(amount) as amount,
  avg(amount) as mean, quantile_disc(amount, 0.5) as half
  from shop_sold where amount > 100 and state = 'MH' group by all order by day`
const endless = 'select count(*) from range(3000000000) a, range(100000) b where a.range > b.range'

describe('Ask', () => {
  let house: Scene
  const facts: Fact[] = []
  const lines = join(tmpdir(), `dhara-ask-${process.pid}.ndjson`)
  const asked = (sql: string, more: object = {}, actor = risk) =>
    house.ask<Answer>('analytics.ask', { sql, ...more }, actor)

  before(async () => {
    house = await scene()
    facts.push(...Array.from({ length: 3000 }, (_, n) => sold(n)))
    await house.log().append(facts)
    await until(() => house.log().drained())
    await house.lake.pour()
    // The sales are of January; two days into February all of those days are over.
    house.clock.jump(later(house.clock.now(), 33 * 86_400_000))
  })
  after(async () => {
    rmSync(lines, { force: true })
    await house.drop()
  })

  it('answers over the facts, with its cost and how fresh it is', async () => {
    const told = await asked('select count(*) as n, sum(amount) as amount from shop_sold')
    const sales = facts.filter(({ type }) => type === 'shop.sold')
    const amounts = sales.map(({ data }) => (data as { amount: number }).amount)
    const sum = amounts.reduce((a, b) => a + b, 0)
    assert.equal(told.problem, undefined)
    assert.deepEqual(
      told.rows.map((row) => (row as unknown[]).map(Number)),
      [[sales.length, sum]],
    )
    assert.ok(told.bytes > 0 && told.freshAt !== undefined && told.source === 'lake')
  })

  it('reads no other days than it was given', async () => {
    const days = { from: '2026-01-03', to: '2026-01-04' }
    const { rows } = await asked('select distinct business_date from shop_sold order by 1', days)
    assert.deepEqual(rows, [['2026-01-03'], ['2026-01-04']])
  })

  it('has parameters, which are values and no text', async () => {
    const sql = 'select count(*) from shop_sold where state = $1'
    assert.deepEqual((await asked(sql, { params: ["MH' or true --"] })).rows, [[0]])
    assert.equal((await asked(sql, { params: [{}] })).problem?.reason, 'refused')
  })

  it('shows no sealed field, no file and no other table, and changes nothing', async () => {
    const reasons = ['select name_sealed from shop_sold', "select * from read_text('/etc/passwd')"]
    for (const sql of [
      ...reasons,
      'select * from source',
      'drop view shop_sold',
      'select 1; select 2',
    ]) {
      const { problem, rows } = await asked(sql)
      assert.ok(problem !== undefined && rows.length === 0, sql)
    }
  })

  it('ends a question that its asker cancels, and nobody else', async () => {
    const runId = 'run-12345678'
    const asking = asked(endless, { runId })
    const cancel = async (actor: Actor) =>
      (await house.ask<{ cancelled: boolean }>('analytics.cancel-question', { runId }, actor))
        .cancelled
    // Not there yet, perhaps: but it is never another's to end.
    await until(async () => {
      assert.equal(await cancel(ops), false)
      return cancel(risk)
    })
    assert.equal((await asking).problem?.reason, 'cancelled')
  })

  it('lets each role ask so much at once, and cuts off the rows beyond theirs', async () => {
    // Whichever of the two comes first runs; the other is one too many.
    const both = [
      asked(endless, { runId: 'run-of-ops-1' }, ops),
      asked(endless, { runId: 'run-of-ops-2' }, ops),
    ]
    const first = await Promise.race(both)
    assert.equal(first.problem?.reason, 'busy')
    for (const runId of ['run-of-ops-1', 'run-of-ops-2']) {
      await house.ask('analytics.cancel-question', { runId }, ops)
    }
    await Promise.all(both)
    const { rows, more } = await asked('select fact_id from shop_sold', {}, ops)
    assert.deepEqual([rows.length, more], [1000, true])
  })

  it('keeps what a wording cost, without its values', async () => {
    await asked("select count(*) from shop_sold where customer_id = 'cus_4711' and amount > 77")
    await asked("select count(*) from shop_sold where customer_id = 'cus_4712' and amount > 78")
    type Told = OutputOf<typeof costlyQuestions>
    const { questions } = await house.ask<Told>('analytics.costly-questions', {})
    const own = questions.find(({ says }) => says.includes('customer_id ='))
    assert.deepEqual([own?.times, own?.people], [2, 1])
    assert.ok(!JSON.stringify(questions).includes('cus_47'))
  })

  it('answers over the house’s log lines beside its facts', async () => {
    const line = { at: house.clock.now(), level: 'warn', part: 'shop', message: 'out of stock' }
    writeFileSync(lines, `${JSON.stringify({ ...line, ms: 7 })}\nplain words\n`)
    await house.lake.takeLines([lines])
    const both = `select l.level, l.part, l.message, l.ms, count(s.fact_id) > 0 as beside
      from log_lines l, shop_sold s where l.level is not null group by all`
    const told = await asked(both)
    assert.deepEqual(
      [told.problem, told.rows],
      [undefined, [['warn', 'shop', line.message, 7, true]]],
    )
    assert.deepEqual((await asked('select plain from log_lines where plain is not null')).rows, [
      ['plain words'],
    ])
    const sql = 'select level, count(*) from log_lines group by level'
    type Told = OutputOf<typeof promotionOf>
    assert.equal((await house.ask<Told>('analytics.promotion-of', { sql })).possible, false)
  })

  it('tells what there is: meanings, units, owners', async () => {
    const { views } = await house.ask<OutputOf<typeof dictionary>>('analytics.dictionary', {})
    const view = views.find(({ name }) => name === 'shop_sold')
    const amount = view?.columns.find(({ name }) => name === 'amount')
    assert.deepEqual([view?.owner, amount?.unit, amount?.kind], ['shop', 'paise', 'money'])
    assert.ok(!view?.columns.some(({ name }) => name.includes('sealed')))
  })

  describe('promoted', () => {
    let questionId = ''
    const compare = () =>
      house.ask<OutputOf<typeof comparisonOf>>('analytics.comparison-of', { questionId })
    const flip = (live: boolean) => house.ask('analytics.switch-question', { questionId, live })

    before(async () => {
      const kept = { title: 'Sales of MH', sql: byState, chart: 'line' }
      ;({ questionId } = await house.ask<{ questionId: string }>('analytics.save-question', kept))
    })

    it('is answered by the lake until it was, and is not switched before', async () => {
      assert.deepEqual(await flip(true), { refused: 'not-promoted' })
      assert.equal((await asked(byState, { questionId })).source, 'lake')
    })

    it('has an answer equal to the lake’s, side by side, and is then answered by it', async () => {
      await house.ask('analytics.promote-question', { questionId })
      await until(async () => ((await flip(true)) as { refused?: string }).refused === undefined)
      const both = await compare()
      assert.equal(both.equal, true, both.says)
      assert.ok(both.live.rows.length > 5)
      const live = await asked(byState, { questionId })
      assert.equal(live.source, 'aggregate')
      assert.equal(live.rows.length, both.lake.rows.length)
    })

    it('follows facts as they pass, before the lake has them', async () => {
      const more = Array.from({ length: 300 }, (_, n) => ({
        ...sold(n),
        ...{ businessDate: house.clock.now().slice(0, 10), at: house.clock.now() },
      }))
      await house.log().append(more as never)
      await until(() => house.log().drained())
      const { rows } = await asked(byState, { questionId })
      assert.equal((rows.at(-1) as unknown[])[1], '2026-02-03')
      assert.equal((await compare()).equal, true)
    })

    it('tells of the days it is asked for, and no others, as the lake does', async () => {
      const days = { from: '2026-01-05', to: '2026-01-09' }
      const [live, lake] = [
        await asked(byState, { questionId, ...days }),
        await asked(byState, days),
      ]
      assert.deepEqual([live.source, lake.source], ['aggregate', 'lake'])
      const dayOf = (row: unknown) => (row as unknown[])[1]
      assert.equal(live.rows.length, 5)
      assert.deepEqual(live.rows.map(dayOf), lake.rows.map(dayOf))
    })

    it('shows what its wording has cost', async () => {
      const told = await house.ask<OutputOf<typeof promotionOf>>('analytics.promotion-of', {
        sql: byState,
      })
      assert.ok(told.asked && told.asked.times > 2 && told.asked.ms > 0 && told.asked.people === 1)
    })

    it('goes back to the lake when it is switched back, or asked in other words', async () => {
      const other = `${byState} limit 3`
      assert.equal((await asked(other, { questionId })).source, 'lake')
      await flip(false)
      assert.equal((await asked(byState, { questionId })).source, 'lake')
    })

    it('is not switched where the answers differ', async () => {
      await house.db.owner`update analytics.cell set states = '{}' where part = 3`
      assert.deepEqual(await flip(true), { refused: 'answers-differ' })
    })

    it('is the lake’s again when its figures are stopped, and can be promoted anew', async () => {
      const stateNow = async () =>
        (
          await house.db.owner`select state, aggregate_id as id
        from analytics.question where id = ${questionId}`
        )[0] as { state: string; id: string }
      const aggregateId = (await stateNow()).id
      await house.ask('analytics.stop-aggregate', { aggregateId })
      assert.deepEqual({ ...(await stateNow()) }, { state: 'lake', id: null })
      assert.equal((await asked(byState, { questionId })).source, 'lake')
      await house.ask('analytics.promote-question', { questionId })
      await until(async () => ((await flip(true)) as { refused?: string }).refused === undefined)
      assert.equal((await asked(byState, { questionId })).source, 'aggregate')
    })

    it('takes the figures made for it along when it is forgotten', async () => {
      await house.ask('analytics.forget-question', { questionId })
      const states = await house.db.owner`
        select distinct state from analytics.aggregate where origin = 'question'`
      assert.deepEqual([...states], [{ state: 'stopped' }])
    })

    it('is refused with the reason where it can’t be kept up', async () => {
      const sql = 'select count(distinct state) from shop_sold'
      const saved = { title: 'States', sql, chart: 'table' }
      type Saved = { questionId: string }
      const { questionId: other } = await house.ask<Saved>('analytics.save-question', saved)
      assert.deepEqual(await house.ask('analytics.promote-question', { questionId: other }), {
        refused: 'not-promotable',
      })
      const told = await house.ask<OutputOf<typeof promotionOf>>('analytics.promotion-of', { sql })
      assert.deepEqual([told.possible, /distinct/.test(told.says)], [false, true])
    })
  })
})
