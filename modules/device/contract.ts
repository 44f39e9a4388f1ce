/**
 * Device: what a borrower's phone tells of itself with consent — installed apps and bank messages —
 * and what we make of it: features per customer. Bodies rest sealed under a key of the customer and
 * the purpose; withdrawing the consent destroys that key, and with it all of the class everywhere.
 */
export {
  appFeaturesOf,
  AppsChanged,
  classifyPackage,
  PackageClassified,
  packageEntity,
  packageTrend,
  ReplayWanted,
} from './apps/face.ts'
export {
  RawRemoved,
  RawSweepDue,
  rawHeld,
  rawRecordsOf,
  RecordsRevealed,
  revealRecords,
} from './raw/face.ts'
export { AppRecorded, BatchTaken, SmsBackfilled, SmsRecorded } from './uplink/face.ts'
export { featureEntity, features, FeaturesChanged, featuresOf } from './feature/face.ts'
export {
  acceptTemplate,
  dismissTemplate,
  EntriesDropped,
  EntriesRead,
  RereadingContinued,
  smsTemplate,
  TemplateAnswered,
  TemplateDismissed,
} from './sms/face.ts'
export {
  AccountCompared,
  AggregatorTold,
  askStatement,
  HolderCompared,
  myStatement,
  SourceReconciled,
  StatementAsked,
  statementEntity,
  StatementFailed,
  StatementFetched,
  StatementLifeEnded,
  StatementOpened,
  StatementPurged,
  StatementRead,
  StatementRequested,
} from './statement/face.ts'
