/** What people say of wordings no rule of ours reads. */
import { refuse } from '#kernel/decider'
import { run, type Door } from '#platform/http'
import { acceptTemplate, dismissTemplate, TemplateAnswered, TemplateDismissed } from './face.ts'
import { dismissTemplate as dismiss, insertAnswer, lockTemplate } from './store.ts'

export const smsCommands: readonly Door[] = [
  run(acceptTemplate, async ({ templateId, kind, flavour, ...given }, tx) => {
    const template = await lockTemplate(tx, templateId)
    if (!template) return refuse('unknown-template')
    if (template.masked === null) return refuse('not-shown-yet')
    const { hash } = template
    const version = template.version + 1
    const roles = Object.fromEntries(Object.entries(given).filter(([, nth]) => nth !== undefined))
    const answer = {
      id: templateId,
      version,
      hash,
      kind,
      roles,
      ...(flavour && { flavour }),
    }
    await insertAnswer(tx, hash, answer)
    await tx.emit('sys_device', [TemplateAnswered({ templateId, hash, version })])
    return { templateId, version }
  }),

  run(dismissTemplate, async ({ templateId, reason }, tx) => {
    const template = await lockTemplate(tx, templateId)
    if (!template) return refuse('unknown-template')
    await dismiss(tx, templateId)
    await tx.emit('sys_device', [TemplateDismissed({ templateId, reason })])
    return { templateId }
  }),
]
