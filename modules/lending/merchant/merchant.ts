/** What a merchant's secret is bound to where it rests. Pure. */

/** Moved to another row, or to another merchant's, a sealed secret does not open. */
export const secretAbout = (merchantId: string, secretId: string): string =>
  `merchant\n${merchantId}\n${secretId}`
