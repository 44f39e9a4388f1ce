/** Telling the bureaus how loans stood: a page of loans at a time. */
import { event, t } from '#kernel/contract'

/** The next page of a bureau file is to be counted. */
export const ReportPageDue = event('lending.report-page-due', {
  fileId: t.id('fil'),
  asOn: t.date,
  kind: t.oneOf('incremental', 'full'),
  since: t.optional(t.date),
  fullSince: t.optional(t.date),
  /** The last loan of the page before. */
  after: t.id('loan'),
})
