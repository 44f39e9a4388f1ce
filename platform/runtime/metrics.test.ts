import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMetrics } from './metrics.ts'

test('one name and labels is one counter, whoever asks', () => {
  const metrics = openMetrics()
  metrics.counter('calls_total', { door: 'a', status: '200' }).add()
  metrics.counter('calls_total', { status: '200', door: 'a' }).add(2)
  metrics.counter('calls_total', { door: 'b"\n', status: '500' }).add()
  assert.match(metrics.text(), /^# TYPE calls_total counter$/m)
  assert.match(metrics.text(), /^calls_total\{door="a",status="200"\} 3$/m)
  assert.match(metrics.text(), /^calls_total\{door="b\\"\\n",status="500"\} 1$/m)
})

test('a histogram tells cumulative buckets, sum and count, and its quantiles', () => {
  const metrics = openMetrics()
  const ms = metrics.histogram('call_ms')
  for (const value of [0, 0.4, 3, 3.5, 900]) ms.observe(value)
  assert.equal(ms.quantile(0.5), 4)
  assert.equal(ms.quantile(0.99), 1024)
  const text = metrics.text()
  assert.match(text, /^call_ms_bucket\{le="0.5"\} 2$/m)
  assert.match(text, /^call_ms_bucket\{le="4"\} 4$/m)
  assert.match(text, /^call_ms_bucket\{le="\+Inf"\} 5$/m)
  assert.match(text, /^call_ms_sum 906.9$/m)
})

test('values beyond all bounds and below nothing are counted, not lost', () => {
  const ms = openMetrics().histogram('call_ms')
  for (const value of [-1, 1e12, Number.MAX_SAFE_INTEGER]) ms.observe(value)
  assert.equal(ms.count(), 3)
  assert.ok(ms.quantile(1) >= 2 ** 22)
})

test('a gauge is read when told', () => {
  const metrics = openMetrics()
  let age = 1
  metrics.gauge('outbox_age_ms', () => age)
  age = 7
  assert.match(metrics.text(), /^outbox_age_ms 7$/m)
})

test('a flood of labels can not fill the memory', () => {
  const metrics = openMetrics()
  for (let i = 0; i < 10_100; i++) metrics.counter('calls_total', { who: String(i) }).add()
  assert.match(metrics.text(), /^calls_total\{series="other"\} 100$/m)
})

test('a name means one kind', () => {
  const metrics = openMetrics()
  metrics.counter('x')
  assert.throws(() => metrics.histogram('x', { a: 'b' }), /x is a counter/)
})
