/**
 * Answers in time: which of them a message was read by, and from when until when. The same whether
 * a message came after an answer or the answer after the message.
 */
import type { Instant } from '#kernel/dates'
import { templatesOf, type AcceptedTemplate, type Templates } from './template.ts'

export type Spoken = { readonly answer: AcceptedTemplate; readonly answeredAt: Instant }

/** One reading of a message: by these templates, so taken between two instants. */
export type Reading = {
  readonly version: number
  readonly templates: Templates
  readonly knownAt: Instant
  readonly supersededAt?: Instant
}

/** `answers` are those of the message's wording, the earliest first. */
export function readingsBy(answers: readonly Spoken[], cameAt: Instant): Reading[] {
  return answers.flatMap(({ answer, answeredAt }, n): Reading[] => {
    const supersededAt = answers[n + 1]?.answeredAt
    if (supersededAt !== undefined && supersededAt <= cameAt) return []
    const knownAt = answeredAt > cameAt ? answeredAt : cameAt
    const templates = templatesOf([answer])
    const since = { version: answer.version, templates, knownAt }
    return [supersededAt === undefined ? since : { ...since, supersededAt }]
  })
}
