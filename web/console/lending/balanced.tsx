/** Debits beside credits: that they are equal is shown, not assumed. */
import { Amount } from '#web/kit/money.tsx'
import { Tag } from '../tag.tsx'

export const Balanced = ({
  debit,
  credit,
}: {
  readonly debit: number
  readonly credit: number
}) => (
  <p className="balanced">
    <span>
      Debits <Amount paise={debit} />
    </span>
    <span>
      Credits <Amount paise={credit} />
    </span>
    {debit === credit ? (
      <Tag state="equal" meaning="good" />
    ) : (
      <>
        <Tag state="not equal" meaning="bad" />
        <span>
          off by <Amount paise={debit - credit} />
        </span>
      </>
    )}
  </p>
)
