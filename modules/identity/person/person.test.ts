import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import {
  ageOn,
  birthRefusal,
  maskedName,
  maskedPan,
  maskedPhone,
  panRefusal,
  phoneOf,
} from './person.ts'

const today = date('2026-11-22')

describe('A phone', () => {
  it('is the same with +91, with 0 and bare', () => {
    for (const given of ['+919876543210', '09876543210', '9876543210'])
      assert.equal(phoneOf(given), '9876543210')
  })
  it('keeps ten digits that begin like a prefix', () =>
    assert.equal(phoneOf('9198765432'), '9198765432'))
})

describe('Age', () => {
  it('turns on the birthday', () => {
    assert.equal(ageOn(date('2008-11-22'), today), 18)
    assert.equal(ageOn(date('2008-11-23'), today), 17)
  })
  it('turns on 1 March for the 29th of February in common years', () => {
    assert.equal(ageOn(date('2008-02-29'), date('2026-02-28')), 17)
    assert.equal(ageOn(date('2008-02-29'), date('2026-03-01')), 18)
  })
})

describe('A date of birth is refused', () => {
  it('the day before eighteen', () =>
    assert.deepEqual(birthRefusal('2008-11-23', today), { refused: 'under-age' }))
  it('never on the eighteenth birthday', () =>
    assert.equal(birthRefusal('2008-11-22', today), undefined))
  for (const impossible of ['2027-01-01', '1899-01-01', '1990-02-30'])
    it(`when nobody was born on ${impossible}`, () =>
      assert.deepEqual(birthRefusal(impossible, today), { refused: 'birth-date-impossible' }))
})

describe('A PAN is refused', () => {
  it('when a company holds it', () =>
    assert.deepEqual(panRefusal('AAACI1234A'), { refused: 'not-a-person' }))
  it('with the number 0000, which was never issued', () =>
    assert.deepEqual(panRefusal('ABCPE0000F'), { refused: 'never-issued' }))
  it('not when it is a person’s', () => assert.equal(panRefusal('ABCPE1234F'), undefined))
})

describe('What a list shows of a person', () => {
  it('is the first letter of each name, in any script', () => {
    assert.equal(maskedName('Asha  Verma'), 'A•••• V••••')
    assert.equal(maskedName('आशा'), 'आ••••')
  })
  it('is the end of the phone and the two ends of the PAN', () => {
    assert.equal(maskedPhone('9876543210'), '••••••3210')
    assert.equal(maskedPan('ABCPE1234F'), 'ABC•••••4F')
  })
})
