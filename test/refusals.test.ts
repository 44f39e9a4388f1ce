import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Command } from '#kernel/contract'
import { refusalWords } from '#modules/gateway'
import { modules } from '../main.ts'

describe('A refusal', () => {
  it('has a sentence for people, whatever module declares it', async () => {
    const silent: string[] = []
    for (const { contract } of await modules()) {
      for (const call of Object.values(contract) as Command[]) {
        if (call?.kind !== 'command') continue
        silent.push(...call.refusals.filter((code) => !refusalWords[code]))
      }
    }
    assert.deepEqual([...new Set(silent)], [])
  })
  it('is never told in words that nobody can meet', async () => {
    const declared = new Set<string>()
    for (const { contract } of await modules()) {
      for (const call of Object.values(contract) as Command[]) {
        if (call?.kind === 'command') for (const code of call.refusals) declared.add(code)
      }
    }
    const unused = Object.keys(refusalWords).filter((code) => !declared.has(code))
    assert.deepEqual(unused, [])
  })
})
