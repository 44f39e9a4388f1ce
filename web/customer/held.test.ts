import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { held } from './held.ts'

/** The browser's store as far as we use it. */
const storeOf = (kept: { [name: string]: string }): Storage =>
  ({
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => void (kept[name] = value),
    removeItem: (name: string) => void delete kept[name],
  }) as Storage

describe('A held value', () => {
  const languages = ['en', 'ta'] as const
  it('is what the store holds', () =>
    assert.equal(held('language', storeOf({ language: 'ta' }), languages).get(), 'ta'))
  for (const damaged of ['"ta"', 'tamil', '', 'TA', '[object Object]'])
    it(`is nothing where it holds ${JSON.stringify(damaged)}, and may be chosen anew`, () => {
      const kept = { language: damaged }
      const language = held<'en' | 'ta'>('language', storeOf(kept), languages)
      assert.equal(language.get(), undefined)
      language.set('ta')
      assert.equal(kept.language, 'ta')
    })
  it('may be anything where nothing is said of it', () =>
    assert.equal(held('phone', storeOf({ phone: '9876543210' })).get(), '9876543210'))
  it('lives on in the page where the store refuses', () => {
    const refuses = () => {
      throw new Error('the store is full')
    }
    const phone = held('phone', { getItem: refuses, setItem: refuses } as unknown as Storage)
    assert.equal(phone.get(), undefined)
    phone.set('9876543210')
    assert.equal(phone.get(), '9876543210')
  })
})
