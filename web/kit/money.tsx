/** An amount as it stands in a column; a negative one in parentheses, with a minus for readers. */
import { moneyText } from './figures.ts'

export function Amount({ paise }: { readonly paise: number }) {
  if (paise >= 0) return <span className="amount">{moneyText(paise)}</span>
  return (
    <span className="amount">
      <span aria-hidden="true">{moneyText(paise, { books: true })}</span>
      <span className="for-readers">minus {moneyText(-paise)}</span>
    </span>
  )
}
