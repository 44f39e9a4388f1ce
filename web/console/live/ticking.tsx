/** A number that runs to its new value instead of jumping there. */
import { useEffect, useRef, useState } from 'react'
import { countText } from '#web/kit/figures.ts'

const RUN_MS = 600

export function Ticking({ value }: { readonly value: number }) {
  return <>{countText(useTicking(value))}</>
}

function useTicking(value: number): number {
  const [shown, setShown] = useState(value)
  const from = useRef(value)
  useEffect(() => {
    const start = from.current
    if (start === value) return undefined
    let frame = 0
    let beganMs: number | undefined
    const run = (nowMs: number) => {
      beganMs ??= nowMs
      const share = Math.min(1, (nowMs - beganMs) / RUN_MS)
      from.current = Math.round(start + (value - start) * share)
      setShown(from.current)
      if (share < 1) frame = requestAnimationFrame(run)
    }
    frame = requestAnimationFrame(run)
    return () => cancelAnimationFrame(frame)
  }, [value])
  return shown
}
