/** The reasons of SPEC §10.5 in words; never a fraud or sanctions rule, never a proxy. */
export const reasons: { readonly [code: string]: string } = {
  R01: 'Your identity could not be verified.',
  R02: 'Your credit score is below what this loan needs.',
  R03: 'Payments on other credit were late recently.',
  R04: 'Your present instalments are high for your income.',
  R05: 'Your income is too low, or could not be verified.',
  R06: 'You applied for credit too often in the last months.',
  R07: 'There is not enough credit history yet.',
  R08: 'An account was written off or settled for less.',
  R09: 'We do not lend in your area yet.',
  R10: 'Your age or occupation is outside what this loan allows.',
  R11: 'Your bank account shows returned payments or a low balance.',
  R12: 'You have as much credit with us as we can give.',
  R13: 'Some details did not match.',
  R14: 'You have another application with us.',
  R15: 'Our internal policy does not allow this loan.',
}

export const inWords = (code: string): string => reasons[code] ?? reasons['R15'] ?? ''
