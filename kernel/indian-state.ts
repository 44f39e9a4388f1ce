/**
 * The state a PIN code lies in, as its GST number, by the code's first digits. From general
 * knowledge of India Post's circles (SPEC mark K): check against their table.
 */

const byPrefix: { readonly [prefix: string]: string } = {
  ...of('07', '11'),
  ...of('06', '12', '13'),
  ...of('03', '14', '15', '16'),
  ...of('04', '160'),
  ...of('02', '17'),
  ...of('01', '18', '19'),
  ...of('38', '194'),
  ...of('09', '20', '21', '22', '23', '24', '25', '26', '27', '28'),
  ...of('05', '246', '248', '249', '263'),
  ...of('08', '30', '31', '32', '33', '34'),
  ...of('24', '36', '37', '38', '39'),
  ...of('27', '40', '41', '42', '43', '44'),
  ...of('30', '403'),
  ...of('23', '45', '46', '47', '48', '49'),
  ...of('22', '490', '491', '492', '493', '494', '495', '496', '497'),
  ...of('36', '50'),
  ...of('37', '51', '52', '53'),
  ...of('29', '56', '57', '58', '59'),
  ...of('33', '60', '61', '62', '63', '64'),
  ...of('34', '605'),
  ...of('32', '67', '68', '69'),
  ...of('19', '70', '71', '72', '73', '74'),
  ...of('11', '737'),
  ...of('35', '744'),
  ...of('21', '75', '76', '77'),
  ...of('18', '78'),
  ...of('12', '790', '791', '792'),
  ...of('17', '793', '794'),
  ...of('14', '795'),
  ...of('15', '796'),
  ...of('13', '797', '798'),
  ...of('16', '799'),
  ...of('10', '80', '81', '82', '84', '85'),
  ...of('20', '814', '815', '816', '825', '826', '827', '828', '829', '83'),
}

function of(state: string, ...prefixes: string[]): { [prefix: string]: string } {
  return Object.fromEntries(prefixes.map((prefix) => [prefix, state]))
}

/** Undefined for what is no PIN code. */
export const stateOfPin = (pin: string): string | undefined =>
  /^[1-9]\d{5}$/.test(pin) ? (byPrefix[pin.slice(0, 3)] ?? byPrefix[pin.slice(0, 2)]) : undefined
