import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { instant } from '#kernel/dates'
import { language } from '../contract.ts'
import { hashOf } from '../engines/seal.ts'
import { brokenLine, evidenceOf, noticeHash, type ConsentRecord } from './consent.ts'
import { formOf, isCurrent, noticeFaults, noticeIn, type Language } from './notice.ts'

const record = (purposeCode: ConsentRecord['purposeCode']): ConsentRecord => ({
  consentId: 'con_1',
  principalId: 'cus_1',
  act: 'given',
  noticeId: 'loan-application',
  noticeVersion: '1',
  noticeHash: hashOf('notice'),
  language: 'hi',
  purposeCode,
  dataItems: ['PAN'],
  recipients: ['the bureau'],
  channel: 'app',
  at: instant('2026-11-22T04:30:00.000Z'),
  method: 'tap',
})

function chain(...purposes: ConsentRecord['purposeCode'][]) {
  let prevHash: string | null = null
  return purposes.map((purpose) => {
    const line = { record: record(purpose), prevHash, evidenceHash: '' }
    line.evidenceHash = evidenceOf(line.record, prevHash, hashOf)
    prevHash = line.evidenceHash
    return line
  })
}

describe('A chain of consent records', () => {
  const lines = chain('loan-processing', 'bureau-pull', 'kyc-check')
  it('is whole as it was written, whatever order its keys come back in', () => {
    assert.equal(brokenLine(lines, hashOf), undefined)
    const turned = lines.map((line) => ({
      ...line,
      record: Object.fromEntries(Object.entries(line.record).reverse()) as ConsentRecord,
    }))
    assert.equal(brokenLine(turned, hashOf), undefined)
  })
  it('breaks where a purpose was altered', () => {
    const altered = lines.map((line, i) =>
      i === 1 ? { ...line, record: record('marketing-sms') } : line,
    )
    assert.equal(brokenLine(altered, hashOf), 2)
  })
  it('breaks where a line was left out', () =>
    assert.equal(brokenLine([lines[0]!, lines[2]!], hashOf), 2))
})

const languages = (language as unknown as { enum: Language[] }).enum

describe('The notice', () => {
  for (const asked of languages) {
    it(`is lawful and whole in ${asked} (DPDP Rules r.3)`, () => {
      const notice = noticeIn(asked)
      assert.deepEqual(noticeFaults(formOf(notice)), [])
      assert.ok(notice.title.length > 0 && notice.items.every(({ why }) => why.length > 0))
    })
  }
  it('has a hash that differs between languages', () =>
    assert.notEqual(noticeHash(noticeIn('en'), hashOf), noticeHash(noticeIn('hi'), hashOf)))
  it('bundles nothing: no loan depends on marketing or on the phone’s data', () => {
    const optional = noticeIn('en').items.filter(({ needed }) => !needed)
    assert.deepEqual(
      optional.map(({ purpose }) => purpose),
      ['device-apps', 'device-sms', 'bank-statement', 'marketing-sms'],
    )
  })
  it('is known by id and version together', () => {
    const { noticeId, version } = noticeIn('en')
    assert.ok(isCurrent(noticeId, version))
    assert.ok(!isCurrent(noticeId, '1999-01-01'))
  })
})

const vectors = join(process.env.DHARA_SHARED ?? '../shared', 'domain/vectors/consent.json')
const absent = !existsSync(vectors) && !process.env.DHARA_REQUIRE?.includes('shared')

describe('The vectors DPDP-NOTICE', { skip: absent && `no ${vectors}` }, () => {
  if (absent) return
  const all = JSON.parse(readFileSync(vectors, 'utf8')).vectors
  for (const { id, inputs, expected } of all.filter((one: { id: string }) =>
    one.id.startsWith('DPDP-NOTICE'),
  )) {
    it(id, () => assert.deepEqual(noticeFaults(inputs), expected.errors))
  }
})
