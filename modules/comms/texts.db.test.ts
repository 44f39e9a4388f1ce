/** Each text as registered on DLT, in each language the app speaks. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { LANGUAGES, type Language } from '#kernel/languages'
import { rupees } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import { foreign } from '#test/tongues'
import { module } from './module.ts'
import { segmentsOf } from './segment.ts'
import { filled, registered } from './template.ts'

/** As long as they get: a loan of ours is at most five lakh. */
const dates = ['creditedOn', 'firstDueOn', 'coolingOffUntil', 'dueOn', 'returnedOn', 'receivedOn']
const changed = [
  ...['lastDueOn', 'endedOn', 'chargedOffOn', 'madeOn', 'reversedOn', 'reopenedOn'],
  ...['changedOn', 'pausedOn', 'till'],
]
const VALUES = {
  ...{ code: '482913', ending: 'XX0175', link: 'https://dhara.example/' },
  ...{ amount: rupees('499999.50'), instalment: rupees('123456.78') },
  ...{ due: rupees('499999.50'), instalments: 120, rate: '18.25' },
  ...Object.fromEntries(
    [...dates, 'leviedOn', 'closedOn', ...changed].map((name) => [name, date('2027-02-05')]),
  ),
}
/** No longer sent, and kept for the messages that were. */
const RETIRED = ['charge-levied', 'loan-closed']
const PARTS_MAX = 3

type Text = { name: string; language: Language; dltTemplateId: string; body: string }
let lone: Lone
let texts: Text[]
before(async () => {
  lone = await loneModule(module, {})
  texts = await lone.db.owner<Text[]>`
    select name, language, dlt_template_id as "dltTemplateId", body from comms.template`
  texts = texts.filter(({ name }) => !RETIRED.includes(name))
})
after(() => lone.drop())

const named = ({ name, language }: Text) => `${name} in ${language}`
const all = (isWrong: (text: Text) => boolean) => texts.filter(isWrong).map(named)

describe('The texts', () => {
  it('are whole in each language, each with a registration of its own', () => {
    const names = new Set(texts.map(({ name }) => name))
    const whole = [...names].flatMap((name) => LANGUAGES.map((of) => `${name} in ${of}`))
    assert.deepEqual(texts.map(named).toSorted(), whole.toSorted())
    assert.equal(new Set(texts.map(({ dltTemplateId }) => dltTemplateId)).size, texts.length)
  })
  it('have the places of the English one, in whatever order', () => {
    const places = (body: string) =>
      [...body.matchAll(/\{([a-zA-Z]+):/g)].map(([, place]) => place).toSorted()
    const english = new Map(
      texts.filter(({ language }) => language === 'en').map(({ name, body }) => [name, body]),
    )
    const differs = ({ name, body }: Text) =>
      String(places(body)) !== String(places(english.get(name)!))
    assert.deepEqual(all(differs), [])
  })
  it('say only terms in Latin letters, in capitals, and end with who sends them', () => {
    const isStray = ({ language, body }: Text) => {
      const said = body.replaceAll(/\{[a-zA-Z]+:[a-z]+\}/g, '')
      const lowers = language === 'en' ? '' : said.replaceAll(/\bRs\b/g, '')
      const letters = said.replaceAll(/[^\p{L}\p{M}]/gu, '')
      return /[a-z]/.test(lowers) || foreign[language].test(letters) || !/ -DHARAF$/.test(body)
    }
    assert.deepEqual(all(isStray), [])
  })
  it(`pass their own scrubbing when filled, in at most ${PARTS_MAX} SMS; English in two`, () => {
    const parts = ({ body }: Text) => segmentsOf(filled(body, VALUES) ?? '').segments
    assert.deepEqual(
      all(({ body }) => filled(body, VALUES) === undefined),
      [],
    )
    assert.deepEqual(
      all((text) => parts(text) > (text.language === 'en' ? 2 : PARTS_MAX)),
      [],
    )
  })
  it('name a month in English only where the text speaks of dates so', () => {
    const own = ({ language }: Text) => language !== 'en' && language !== 'hi'
    const month = (text: Text) => own(text) && /Feb/.test(filled(text.body, VALUES) ?? '')
    assert.deepEqual(all(month), [])
    assert.match(registered('{on:day}'), /^\{#alphanumeric#\}$/)
  })
})
