import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { guessBy, guessOf } from '../../modules/device/apps/guess.ts'
import { isHeldBack, tableRows } from '../../modules/device/apps/table.ts'
import { examplesOf } from '../apps.ts'
import { accuracyOf } from './accuracy.ts'
import { trained } from './training.ts'

const table = [...tableRows()]
const held = table.filter((row) => isHeldBack(row.packageName))
const shipped = accuracyOf(held)
const ofKind = (kind: string) => shipped.kinds.find((one) => one.kind === kind)!

describe('The classifier of apps', () => {
  it('is right about more than half of the fifth it never saw, as 17 kinds go', () => {
    assert.ok(held.length > 3000, String(held.length))
    assert.ok(shipped.accuracy >= 0.54, String(shipped.accuracy))
    assert.ok(shipped.sure >= 0.45, String(shipped.sure))
    assert.ok(shipped.sureAccuracy >= 0.75, String(shipped.sureAccuracy))
  })
  it('is as sure of itself as it is right, to a tenth', () => {
    const bands = Map.groupBy(held, ({ packageName, label }) =>
      Math.floor(guessOf(packageName, label).confidence * 5),
    )
    for (const [band, rows] of bands) {
      if (rows.length < 100) continue
      const sum = rows.reduce(
        ([sure, right], { packageName, label, kind }) => {
          const guess = guessOf(packageName, label)
          return [sure + guess.confidence, right + (guess.kind === kind ? 1 : 0)] as const
        },
        [0, 0] as readonly [number, number],
      )
      const [sure, right] = [sum[0] / rows.length, sum[1] / rows.length]
      assert.ok(Math.abs(sure - right) < 0.1, `${band / 5}: ${right} of ${sure}`)
    }
  })
  it('finds three in four of lenders and betting, and is right of two in three so called', () => {
    assert.ok(ofKind('banking').precision >= 0.8 && ofKind('banking').recall >= 0.65)
    assert.ok(ofKind('betting').precision >= 0.65 && ofKind('betting').recall >= 0.75)
    assert.ok(ofKind('lending').precision >= 0.65 && ofKind('lending').recall >= 0.75)
    assert.equal(shipped.confusion['lending']?.['betting'] ?? 0, 0)
    assert.equal(shipped.confusion['betting']?.['lending'] ?? 0, 0)
  })
  it('ships as trained without that fifth: the same rows give the same answers', () => {
    const model = trained(examplesOf(table))
    for (const { packageName, label } of held.slice(0, 200)) {
      assert.equal(guessBy(model, packageName, label).kind, guessOf(packageName, label).kind)
    }
  })
})
