/** The stages an application may stand in, in the order of its chart (`application.machine.ts`). */
export const applicationStages = [
  ...(['consent', 'profile', 'pan', 'checkingPan', 'panLater', 'amount'] as const),
  ...(['pullingBureau', 'bureauLater', 'deciding', 'referred', 'offer'] as const),
  ...(['issuingKfs', 'kfs', 'preparingAgreement', 'signingLater', 'sign', 'account'] as const),
  ...(['creatingMandate', 'mandateLater', 'mandate', 'verifyingAccount', 'accountLater'] as const),
  ...(['accountReview', 'screening', 'screeningLater', 'payingOut', 'accountAgain'] as const),
  ...(['disbursed', 'rejected', 'stopped', 'withdrawn', 'expired'] as const),
] as const
