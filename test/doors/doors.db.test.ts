/**
 * Bad input anywhere gets a catalogued error and changes nothing (issue 2, DESIGN §10): tried at
 * every door of one real house, with its sandbox and people at several steps.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { standsOnce } from './doubles.suite.ts'
import { takesNewsOnce, takesOnlySignedNews } from './hooks.suite.ts'
import { takesBatchesOnce, takesOnlyBatches } from './intakes.suite.ts'
import { changedBetween, markOf, type Mark } from './mark.ts'
import { endedSession } from './newcomer.ts'
import { guardsItsOwnDoors } from './own-doors.suite.ts'
import { answersWithCare, keepsPeoplePrivate } from './privacy.suite.ts'
import { asksASecondPerson, letsOneThrough } from './races.suite.ts'
import { refusesBadInput } from './refused.suite.ts'
import { answersOnce } from './repeats.suite.ts'
import { openRig, type Rig } from './rig.ts'
import { sendersAt, type Senders } from './sender.ts'
import { hidesWhatIsOthers } from './strangers.suite.ts'
import { readsTextAsText } from './texts.suite.ts'

let rig: Rig
let senders: Senders
before(async () => {
  rig = await openRig()
  senders = await sendersAt(rig)
})
after(() => rig?.close())

const rigOf = () => rig
const sendersOf = () => senders
const marked = async (): Promise<Mark> => {
  await rig.settle()
  return markOf(rig.house, rig.faces.names)
}

describe('A request that may not be', () => {
  let untouched: Mark
  let ended: string
  before(async () => {
    ended = await endedSession(rig)
    untouched = await marked()
  })
  refusesBadInput(rigOf, () => ended)
  hidesWhatIsOthers(rigOf)
  takesOnlySignedNews(rigOf)
  takesOnlyBatches(rigOf, sendersOf)
  guardsItsOwnDoors(rigOf)
  it('changes nothing anywhere in the house', async () => {
    assert.deepEqual(changedBetween(untouched, await marked()), [])
  })
})

describe('A request that comes again', () => {
  answersOnce(rigOf)
  takesNewsOnce(rigOf)
  takesBatchesOnce(rigOf, sendersOf)
})

describe('Of two at once, one', () => {
  letsOneThrough(rigOf)
  standsOnce(rigOf)
})

describe('What needs a second person', () => {
  asksASecondPerson(rigOf)
})

describe('Text', () => {
  readsTextAsText(rigOf)
})

describe('After all of it, the house', () => {
  answersWithCare(rigOf)
  keepsPeoplePrivate(rigOf)
})
