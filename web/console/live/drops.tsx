/** Each move of a person is a drop that runs from step to step as its event arrives. */
import { useEffect, useRef } from 'react'
import type { Frame, River } from './river-shape.ts'

export type Move = { readonly from: string; readonly to: string }
/** Hands moves to the canvas without drawing the page again for each. */
export type Moves = { push(move: Move): void; take(): readonly Move[] }

const WAITING_MAX = 2000

export function makeMoves(): Moves {
  let waiting: Move[] = []
  return {
    push: (move) => {
      if (waiting.length < WAITING_MAX) waiting.push(move)
    },
    take: () => {
      const taken = waiting
      waiting = []
      return taken
    },
  }
}

type Drop = {
  fromX: number
  toX: number
  /** It leaves the river: downwards. */
  isOut: boolean
  lane: number
  beganMs: number
  lastsMs: number
  /** People it stands for, when there are too many for one drop each. */
  people: number
}

const DROPS_MAX = 180
const LASTS_MS = 900
const LANES = 7

export function Drops({
  river,
  frame,
  moves,
}: {
  readonly river: River
  readonly frame: Frame
  readonly moves: Moves
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ river, frame })
  useEffect(() => {
    latest.current = { river, frame }
  })
  useEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    if (!element || !brush || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      return undefined
    }
    let drops: Drop[] = []
    let next = 0
    const run = (nowMs: number) => {
      next = requestAnimationFrame(run)
      const { river: bed, frame: size } = latest.current
      for (const move of moves.take()) add(drops, dropOf(move, bed, size, nowMs))
      if (drops.length === 0 && element.dataset['clean'] === 'yes') return
      fit(element, brush, size)
      drops = drops.filter(({ beganMs, lastsMs }) => nowMs < beganMs + lastsMs)
      element.dataset['clean'] = drops.length === 0 ? 'yes' : 'no'
      brush.fillStyle = getComputedStyle(element).color
      for (const drop of drops) draw(brush, drop, size, nowMs)
    }
    next = requestAnimationFrame(run)
    return () => cancelAnimationFrame(next)
  }, [moves])
  return <canvas ref={canvas} className="drops" aria-hidden="true" />
}

function add(drops: Drop[], drop: Drop): void {
  if (drops.length < DROPS_MAX) {
    drops.push(drop)
    return
  }
  const same = drops.find(({ fromX, toX }) => fromX === drop.fromX && toX === drop.toX)
  if (same) same.people++
}

function dropOf({ from, to }: Move, { centres }: River, { width }: Frame, nowMs: number): Drop {
  const fromX = centres[from] ?? 0
  const isMouth = /^(disbursed|succeeded|done)$/.test(to)
  const isOut = centres[to] === undefined && !isMouth
  const toX = centres[to] ?? (isOut ? fromX + 14 : width)
  const lane = Math.floor(Math.random() * LANES) - (LANES - 1) / 2
  const lastsMs = LASTS_MS + Math.random() * 400
  return { fromX, toX, isOut, lane, beganMs: nowMs, lastsMs, people: 1 }
}

function draw(
  brush: CanvasRenderingContext2D,
  { fromX, toX, isOut, lane, beganMs, lastsMs, people }: Drop,
  { height }: Frame,
  nowMs: number,
): void {
  const share = Math.min(1, (nowMs - beganMs) / lastsMs)
  const eased = share * share * (3 - 2 * share)
  const x = fromX + (toX - fromX) * eased
  const y = height / 2 + lane * 2 + (isOut ? eased * (height / 2) : 0)
  brush.globalAlpha = isOut ? 1 - share : Math.min(1, 4 * share, 4 * (1 - share) + 0.2)
  brush.beginPath()
  brush.arc(x, y, Math.min(9, 2.6 + Math.sqrt(people - 1)), 0, 2 * Math.PI)
  brush.fill()
}

function fit(element: HTMLCanvasElement, brush: CanvasRenderingContext2D, size: Frame): void {
  const sharp = devicePixelRatio
  const [width, height] = [Math.round(size.width * sharp), Math.round(size.height * sharp)]
  if (element.width !== width || element.height !== height) {
    element.width = width
    element.height = height
  }
  brush.setTransform(sharp, 0, 0, sharp, 0, 0)
  brush.clearRect(0, 0, size.width, size.height)
}
