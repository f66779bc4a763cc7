import {
  IconBrandInstagramFilled,
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconMailFilled,
  IconMessageFilled,
  IconPhoneFilled,
  IconPlug,
} from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import { initialsOf } from '#kernel/contract/initials.ts'
import s from '#web/ui/avatar.module.css'

export type ChannelKind = 'whatsapp' | 'watoolbox' | 'instagram' | 'messenger' | 'telegram' | 'email' | 'phone' | 'web'

const icons = {
  whatsapp: IconBrandWhatsapp,
  watoolbox: IconPlug,
  instagram: IconBrandInstagramFilled,
  messenger: IconBrandMessenger,
  telegram: IconBrandTelegram,
  email: IconMailFilled,
  phone: IconPhoneFilled,
  web: IconMessageFilled,
}

/** The mark of a channel on its own ground: 15 px, as on avatars. */
export function ChannelMark({ kind, className }: { kind: ChannelKind; className?: string }) {
  const Mark = icons[kind]
  return (
    <i className={className} data-channel={kind}>
      <Mark size={10} stroke={2.2} />
    </i>
  )
}

type AvatarProps = {
  name: string
  /** Pixels. 36 in lists, 28 in the navigation, 52 in the contact's panel. */
  size?: number
  channel?: ChannelKind
  state?: 'available' | 'busy' | 'away'
  pictureUrl?: string | null
}

/** A person: initials on one of eight hues that the name decides. Decorative: the name stands beside it. */
export function Avatar({ name, size = 36, channel, state, pictureUrl }: AvatarProps) {
  return (
    <span className={s.avatar} style={{ '--size': `${size}px`, '--hue': hueOf(name) } as CSSProperties} aria-hidden>
      {pictureUrl ? <img className={s.picture} src={pictureUrl} alt="" loading="lazy" /> : initialsOf(name)}
      {channel && <ChannelMark kind={channel} className={s.badge} />}
      {state && <i className={s.state} data-state={state} />}
    </span>
  )
}

export const AvatarStack = ({ children }: { children: ReactNode }) => <span className={s.stack}>{children}</span>

const hues = [28, 62, 110, 155, 195, 235, 285, 335]

export function hueOf(name: string): number {
  let hash = 0
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hues[hash % hues.length] ?? 28
}
