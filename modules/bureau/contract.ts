/**
 * Bureau: the credit report, pulled once with consent and purpose; attributes are kept, of the
 * raw report only its hash.
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'

export {
  addRecords,
  BureauFileViewed,
  FileBuilt,
  FileDue,
  FileSubmitted,
  noteRejects,
  noteSubmission,
  RECORDS_A_PART,
  recheckRecord,
  rejectEntity,
  reportingEntity,
  reportingOf,
  viewBureauFile,
} from './file/face.ts'

const reportId = t.id('rep')
const applicationId = t.id('app')

/** SPEC §10.3: what a decision reads of a report. `score` is absent for new-to-credit. */
export const attributes = t.shape({
  score: t.optional(t.int({ min: 300, max: 900 })),
  newToCredit: t.flag,
  liveAccounts: t.int({ min: 0 }),
  unsecuredLive: t.int({ min: 0 }),
  unsecuredOpened30Days: t.int({ min: 0 }),
  overdue: t.money(),
  balance: t.money(),
  emiTotal: t.money(),
  dpdMax12Months: t.int({ min: 0 }),
  dpdMax24Months: t.int({ min: 0 }),
  dpdMax36Months: t.int({ min: 0 }),
  enquiries3Months: t.int({ min: 0 }),
  writtenOff36Months: t.int({ min: 0 }),
  oldestAccountMonths: t.int({ min: 0 }),
})

export const reportEntity = entity('bureau.report', {
  id: reportId,
  title: 'customerId',
  fields: {
    customerId: t.id('cus'),
    applicationId,
    outcome: t.oneOf('asked', 'pulled', 'failed'),
    score: t.optional(t.int()),
    pulledAt: t.optional(t.instant),
    consentId: t.id('con'),
  },
  filters: ['outcome', 'customerId'],
  sort: ['pulledAt'],
  allow: ['credit', 'risk', 'ops'],
})

export const ReportPulled = event('bureau.report-pulled', {
  reportId,
  applicationId,
  reportHash: t.hash,
  attributes,
})
/** No report, and no word about the person: whoever asked may ask again. */
export const PullFailed = event('bureau.pull-failed', {
  applicationId,
  reason: t.oneOf('no-consent', 'no-pan', 'vendor-silent'),
})
export const AskRefused = askRefused('bureau')

/**
 * Asks the bureau; needs a live consent for exactly this purpose (SPEC §5.1). Asked again after a
 * failure it tries once more; asked again for a report that is there it tells that report again,
 * without another enquiry.
 */
export const pullReport = command('bureau.pull-report', {
  input: { customerId: t.id('cus'), applicationId },
  output: { reportId: t.optional(reportId) },
  refusals: [],
  allow: ['module:lending'],
})
/** The last report of a person that was pulled, as their page shows it. */
export const snapshotOf = query('bureau.snapshot-of', {
  input: { customerId: t.id('cus') },
  output: {
    reportId: t.optional(reportId),
    pulledAt: t.optional(t.instant),
    attributes: t.optional(attributes),
  },
  allow: ['credit', 'risk', 'ops'],
})
export const attributesOf = query('bureau.attributes-of', {
  input: { applicationId },
  output: { reportId: t.optional(reportId), attributes: t.optional(attributes) },
  allow: ['module:decision', 'credit', 'risk'],
})
