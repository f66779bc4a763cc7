import {
  IconAlertCircle,
  IconCamera,
  IconFileText,
  IconForms,
  IconHandClick,
  IconListDetails,
  IconMapPin,
  IconMicrophone,
  IconShoppingBag,
  IconSticker,
  IconTemplate,
  IconUser,
  IconVideo,
} from '@tabler/icons-react'
import { useCallback } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import type { Icon } from '#web/module.ts'

const icons: Record<string, Icon> = {
  image: IconCamera,
  audio: IconMicrophone,
  video: IconVideo,
  document: IconFileText,
  sticker: IconSticker,
  location: IconMapPin,
  contacts: IconUser,
  choice: IconHandClick,
  form: IconForms,
  interactive: IconListDetails,
  order: IconShoppingBag,
  template: IconTemplate,
  unsupported: IconAlertCircle,
}

/** What a message is, where its words alone do not say it. */
export function KindIcon({ kind, size = 13 }: { kind: string; size?: number }) {
  const Sign = icons[kind]
  return Sign ? <Sign size={size} stroke={1.8} /> : null
}

/** "Foto", "Ubicación": for messages without words. An empty text is one that was deleted. */
export function useKindWord(): (kind: string) => string {
  const t = useT()
  return useCallback((kind) => t(`conversations.kinds.${t.has(`conversations.kinds.${kind}`) ? kind : 'unsupported'}`), [t])
}
