import type { Machine } from './exchange.ts'
import type { Template } from './state.ts'
import { templateEvent } from './webhook-payloads.ts'

const HOUR = 3_600_000

export type TemplateSpec = Pick<Template, 'id' | 'wabaId' | 'name' | 'language' | 'category' | 'components' | 'status'> & Partial<Template>

const askingForSecrets = /contrase(n|ñ)a|clave bancaria|n(u|ú)mero de tarjeta|password|senha/i
const selling = /promo|descuento|oferta|% off|2x1|discount|desconto/i

/** What whoever reviews decides, after a while: what asks for secrets is refused, and what sells is marketing. */
export function review(machine: Machine, template: Template): void {
  const { world } = machine
  const isHere = () => template.status === 'PENDING' && world.templates.has(template.id)
  world.clock.at(world.clock.now() + world.settings.reviewSeconds * 1_000, () => {
    // A person may have decided, or deleted it, in the meantime.
    if (!isHere()) return
    const words = template.components.map((part) => String(part.text ?? '')).join(' ')
    if (askingForSecrets.test(words)) return judge(machine, template, 'REJECTED', 'SCAM')
    if (template.category === 'UTILITY' && selling.test(words)) recategorize(machine, template, 'MARKETING')
    template.quality = 'GREEN'
    judge(machine, template, 'APPROVED', 'NONE')
  })
}

const adviceByReason: Record<string, string> = {
  SCAM: 'Remove any request for passwords, card numbers or other sensitive identifiers.',
  INVALID_FORMAT: 'Check the variables and the examples of the template.',
  INCORRECT_CATEGORY: 'Choose the category that fits the content of the template.',
  PROMOTIONAL: 'Promotional content belongs to the category MARKETING.',
}

/** Any change of state, told by webhook. */
export function judge(machine: Machine, template: Template, status: string, reason: string, more: Record<string, unknown> = {}): void {
  template.status = status
  template.reason = reason
  const advice = status === 'REJECTED' ? adviceByReason[reason] : undefined
  const change = {
    event: status,
    reason,
    message_template_category: template.category,
    ...(advice && { rejection_info: { reason: `The template was rejected: ${reason}.`, recommendation: advice } }),
    ...more,
  }
  machine.webhooks.tell(templateEvent(template, 'message_template_status_update', change))
}

/** The quality falls to red: three hours of pause, then six, then it is over. */
export function pause(machine: Machine, template: Template): void {
  const { world } = machine
  const previous = template.quality ?? 'UNKNOWN'
  template.quality = 'RED'
  const change = { previous_quality_score: previous, new_quality_score: 'RED' }
  machine.webhooks.tell(templateEvent(template, 'message_template_quality_update', change))
  const pauses = (template.pauses ?? 0) + 1
  template.pauses = pauses
  if (pauses > 2) {
    const disabledAt = new Date(world.clock.now()).toISOString().slice(0, 10)
    return judge(machine, template, 'DISABLED', 'NONE', { disable_info: { disable_date: disabledAt }, other_info: { title: 'DISABLED' } })
  }
  judge(machine, template, 'PAUSED', 'NONE', { other_info: { title: pauses === 1 ? 'FIRST_PAUSE' : 'SECOND_PAUSE' } })
  world.clock.at(world.clock.now() + (pauses === 1 ? 3 : 6) * HOUR, () => {
    if (template.status !== 'PAUSED' || template.pauses !== pauses || !world.templates.has(template.id)) return
    template.quality = 'YELLOW'
    judge(machine, template, 'APPROVED', 'NONE', { other_info: { title: 'UNPAUSE' } })
  })
}

/** The provider moves a template to another category, which changes its price. */
export function recategorize(machine: Machine, template: Template, category: string): void {
  const previous = template.category
  template.category = category
  machine.webhooks.tell(templateEvent(template, 'template_category_update', { previous_category: previous, new_category: category }))
}

/** Puts a template there that somebody remembers better than this machine. */
export function restore({ world }: Machine, spec: TemplateSpec): void {
  const blank = { parameterFormat: 'POSITIONAL' as const, reason: 'NONE' }
  if (!world.templates.has(spec.id)) world.templates.set(spec.id, { ...blank, ...spec })
}
