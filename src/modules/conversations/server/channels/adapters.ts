import type { Channel } from '#conversations/contract/channel.ts'
import type { ChannelAdapter } from './channel-adapter.ts'
import { whatsapp } from './whatsapp/adapter.ts'

const adapterByKind: Record<Channel['kind'], ChannelAdapter> = { whatsapp }

export const adapterOf = (kind: Channel['kind']): ChannelAdapter => adapterByKind[kind]
