/** The rules of a base-layer lender, as far as a loan asks for them. */
const law: { readonly [code: string]: object } = {
  'lender.gst-state': { state: '29' },
  'nbfc.lender-layer': { layer: 'BL' },
  'npa.overdue-days': { BL: 90 },
  'npa.substandard-months': { BL: 18 },
  'provision.floor': {
    ...{ standardBL: '0.25', substandard: '10', doubtfulUnsecured: '100', loss: '100' },
  },
  'provision.doubtful-secured': { upTo1Year: '20', upTo3Years: '30', over3Years: '50' },
}

/** As rules answers on any day. */
export const ruleAt = ({ code }: { code: string }): object =>
  law[code] ? { rule: { value: law[code] } } : {}
