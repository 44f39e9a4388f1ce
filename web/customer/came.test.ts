import assert from 'node:assert/strict'
import { it } from 'node:test'
import { cameIn } from './came.ts'

it('A partner’s link says by whom a person came, and by which number', () => {
  const via = { source: 'fintree' }
  assert.deepEqual(cameIn('?via=fintree&ref=FT/81'), { ...via, partnerReference: 'FT/81' })
  assert.deepEqual(cameIn('?via=fintree&ref=<script>'), via)
  for (const search of ['', '?ref=FT-81', '?via=', '?via=Fin tree']) {
    assert.equal(cameIn(search), undefined, search)
  }
})
