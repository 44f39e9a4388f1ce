/** What has changed on a phone between two looks at its apps. Pure. */

/** An app as the phone's package manager tells it. */
export type App = {
  readonly package: string
  readonly label?: string
  readonly version?: string
  readonly installer?: string
  readonly system?: boolean
}
type Change = App & {
  readonly what: 'listed' | 'installed' | 'updated' | 'removed'
  readonly at: string
}

/** At the first look everything is listed; later only what came, went or has a new version. */
export function changesOf(
  before: readonly App[] | undefined,
  now: readonly App[],
  at: string,
): Change[] {
  if (!before) return now.map((app) => ({ ...app, what: 'listed', at }))
  const had = new Map(before.map((app) => [app.package, app]))
  const has = new Set(now.map((app) => app.package))
  const here = now.flatMap((app): Change[] => {
    const earlier = had.get(app.package)
    if (!earlier) return [{ ...app, what: 'installed', at }]
    return earlier.version === app.version ? [] : [{ ...app, what: 'updated', at }]
  })
  const gone = before.filter((app) => !has.has(app.package))
  return [...here, ...gone.map((app): Change => ({ ...app, what: 'removed', at }))]
}
