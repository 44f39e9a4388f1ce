/** Which groups may read their facts anew: projections, which keep each fact once. */

/** `monitor.trail@1`: a projection bears its version. Ours count by positions of their own. */
export const isProjection = (group: string): boolean =>
  /@\d+$/.test(group) || group === 'analytics.aggregates'
