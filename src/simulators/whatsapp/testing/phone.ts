import { ANA, textTo } from '#simulators/whatsapp/stage.ts'
import type { Stage } from '#simulators/whatsapp/stage.ts'

/** Ana writes to the business. */
export const hello = (stage: Stage, text = 'Hola') =>
  stage.simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA, name: 'Ana' }, content: { type: 'text', text } })

/** The business writes to Ana, by the interface of the provider. */
export const say = (stage: Stage, body: string, more: Record<string, unknown> = {}) =>
  stage.call('POST', '/v26.0/PN_1/messages', textTo(ANA, body, more))
