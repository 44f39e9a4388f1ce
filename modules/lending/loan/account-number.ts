/** The number people see: branch, year, sequence, check digit (DESIGN §3). */

/** `01-26-0000042-7`; the check digit is Luhn's over the digits before it. */
export function accountNumber(branch: string, year: number, sequence: number): string {
  const [yy, number] = [String(year % 100).padStart(2, '0'), String(sequence).padStart(7, '0')]
  const digits = `${branch}${yy}${number}`
  return `${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}-${checkDigit(digits)}`
}

/** Whether a number typed by a person is one of ours: a slip of one digit is caught. */
export function isAccountNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '')
  return digits.length === 12 && checkDigit(digits.slice(0, -1)) === digits.at(-1)
}

function checkDigit(digits: string): string {
  const total = [...digits].toReversed().reduce((sum, digit, i) => {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return String((10 - (total % 10)) % 10)
}
