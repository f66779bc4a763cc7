import type { Capabilities, ChannelKind } from '#conversations/contract/capabilities.ts'
import { windowEnd } from '#conversations/contract/window.ts'
import type { ChannelAdapter } from './channel-adapter.ts'
import { watoolbox } from './watoolbox/adapter.ts'
import { whatsapp } from './whatsapp/adapter.ts'

const adapterByKind: Record<ChannelKind, ChannelAdapter> = { whatsapp, watoolbox }

export const adapterOf = (kind: ChannelKind): ChannelAdapter => adapterByKind[kind]

export const capabilitiesOf = (kind: ChannelKind): Capabilities => adapterByKind[kind].capabilities

/** Until when free text gets through to a customer who wrote last at that moment; null where there is no such limit. */
export const windowOf = (kind: ChannelKind, lastInboundAt: string): string | null =>
  capabilitiesOf(kind).windowHours === null ? null : windowEnd(lastInboundAt)

export const allAdapters = (): readonly ChannelAdapter[] => Object.values(adapterByKind)
