import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isRefused } from '#kernel/decider'
import { t } from '#kernel/contract'
import { shapeOf } from '#kernel/fields'
import { answered, isEqual } from './answer.ts'
import { planOf, type Plan } from './plan.ts'
import { viewOf } from '../question/view.ts'

const schema = shapeOf({
  amount: t.money(),
  state: t.optional(t.text()),
  rate: t.rate,
  paidAt: t.instant,
})
const views = [viewOf({ type: 'shop.sold', topic: 'shop', schema })]
const plan = (sql: string) => planOf(sql, views, 'question.1')
const planned = (sql: string): Plan => {
  const made = plan(sql)
  if (isRefused(made)) throw new Error(made.refused)
  return made
}
const byState = `select state, business_date as day, count(*) as n, sum(amount), avg(amount) as mean
  from shop_sold where amount > 100 and state in ('MH', 'KA') and business_date >= '2026-01-02'
  group by state, day order by n desc limit 2;`

describe('A question', () => {
  it('that groups, counts and filters one view becomes an aggregate by day', () => {
    const { spec, days, columns } = planned(byState)
    assert.deepEqual([spec.from, spec.key, spec.every], [['shop.sold'], ['data.state'], 'day'])
    assert.deepEqual(
      spec.measures.map(({ how }) => how),
      ['count', 'sum', 'sum', 'count'],
    )
    assert.deepEqual(spec.filter, {
      and: [{ gt: ['data.amount', 100] }, { in: ['data.state', ['MH', 'KA']] }],
    })
    assert.deepEqual(days, { from: '2026-01-02' })
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['state', 'day', 'n', 'sum(amount)', 'mean'],
    )
  })

  const cell = (bucket: string, key: string, n: number, sum: number) => ({
    ...{ bucket, key: `["${key}"]`, states: { m2: n, m3: String(sum), m4s: String(sum), m4n: n } },
  })
  it('is answered from its cells: parts merged, days chosen, in its order, so many of them', () =>
    assert.deepEqual(
      answered(planned(byState), [
        cell('2026-01-01', 'MH', 9, 900),
        cell('2026-01-02', 'MH', 1, 500),
        cell('2026-01-02', 'MH', 1, 300),
        cell('2026-01-02', 'KA', 1, 200),
        cell('2026-01-03', 'KA', 4, 800),
      ]),
      [
        ['KA', '2026-01-03', 4, 800, 200],
        ['MH', '2026-01-02', 2, 800, 400],
      ],
    ))
  it('without keys has one row even of nothing, as in SQL', () =>
    assert.deepEqual(answered(planned('select count(*), sum(amount) from shop_sold'), []), [
      [0, null],
    ]))
  it('by month adds the days up', () => {
    const month = planned(
      `select date_trunc('month', business_date) as month, count(*) from shop_sold group by 1`,
    )
    const day = (bucket: string) => ({ bucket, key: '[]', states: { m1: 1 } })
    const cells = ['2026-01-01', '2026-01-31', '2026-02-01'].map(day)
    assert.deepEqual(answered(month, cells), [
      ['2026-01-01', 2],
      ['2026-02-01', 1],
    ])
  })

  const refused: readonly (readonly [string, RegExp])[] = [
    ['select * from shop_sold', /every column/],
    ['select state from shop_sold group by state', /counts nothing/],
    ['select count(distinct state) from shop_sold', /distinct/],
    ['select count(*) from shop_sold join shop_returned using (x)', /joins/],
    ['select count(*) from shop_sold, shop_returned', /joins/],
    ['with a as (select 1) select count(*) from a', /WITH/],
    ['select state, count(*) from shop_sold group by state having count(*) > 1', /HAVING/],
    ['select state, count(*) from shop_sold', /other columns/],
    ['select count(*) from shop_sold where amount > (select 1)', /no plain value/],
    ['select count(*) from shop_sold where business_date > current_date - 30', /current_date/],
    ['select count(*) from shop_sold where amount + 1 > 5', /more than is kept up|no comparison/],
    ['select count(*) from shop_lent', /no view/],
    ['select sum(state) from shop_sold', /sum of state/],
    ['select sum(price) from shop_sold', /no column price/],
    ['select paid_at, count(*) from shop_sold group by 1', /too fine/],
    ['select count(*) from shop_sold where rate > 18', /too fine/],
    [
      "select count(*) from shop_sold where state = 'MH' or business_date >= '2026-01-01'",
      /top of/,
    ],
    ['select state, count(*) as n from shop_sold group by state limit 5', /LIMIT/],
    ['select sum(amount) over (order by state) from shop_sold', /window/],
    ['select count(*) filter (where amount > 5) from shop_sold', /FILTER/],
    ['select s.state, count(*) from shop_sold s group by 1', /one view/],
    ['select fact_id, count(*) from shop_sold group by 1', /single facts/],
    ['select upper(state), count(*) from shop_sold group by 1', /upper/],
  ]
  for (const [sql, says] of refused) {
    it(`stays with the lake: ${sql.slice(0, 70)}`, () => {
      const made = plan(sql)
      assert.ok(isRefused(made))
      assert.match(made.refused, says)
    })
  }

  it('has equal answers where rows tie, and not where their figures differ', () => {
    const made = planned('select state, count(*) as n from shop_sold group by all order by n desc')
    const live = [
      ['MH', 2],
      ['KA', 2],
      ['GJ', 1],
    ] as const
    assert.equal(
      isEqual(
        made,
        [
          ['KA', 2],
          ['MH', 2],
          ['GJ', 1],
        ],
        live,
      ),
      true,
    )
    assert.equal(
      isEqual(
        made,
        [
          ['KA', 2],
          ['TN', 2],
          ['GJ', 1],
        ],
        live,
      ),
      false,
    )
    assert.equal(
      isEqual(
        made,
        [
          ['GJ', 1],
          ['KA', 2],
          ['MH', 2],
        ],
        live,
      ),
      false,
    )
  })
  it('has equal answers whatever the order of rows it did not ask for', () => {
    const made = planned('select state, count(*) as n from shop_sold group by state')
    const live = [
      ['MH', 1],
      [null, 2],
    ] as const
    assert.equal(
      isEqual(
        made,
        [
          [null, 2],
          ['MH', '1'],
        ],
        live,
      ),
      true,
    )
    assert.equal(
      isEqual(
        made,
        [
          [null, 2],
          ['MH', 2],
        ],
        live,
      ),
      false,
    )
    assert.equal(isEqual(made, [[null, 2]], live), false)
  })
})
