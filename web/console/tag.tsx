/** A state in its word, with its meaning's colour and shape: never colour alone. */
import { meaningOf, worded, type Meaning } from './words.ts'

const SHAPES: { readonly [meaning in Meaning]: string } = {
  good: '●',
  watch: '▲',
  bad: '■',
  info: '◆',
  plain: '○',
}

export function Tag({ state, meaning }: { readonly state: string; readonly meaning?: Meaning }) {
  const of = meaning ?? meaningOf(state)
  return (
    <span className={`tag tag-${of}`}>
      <span aria-hidden="true" className="tag-shape">
        {SHAPES[of]}
      </span>
      {worded(state)}
    </span>
  )
}
