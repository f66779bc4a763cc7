import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/composer.module.css'

/** Answer or note, with its key in the tooltip. */
export function ModeTab({ isOn, label, keys, onChoose }: { isOn: boolean; label: string; keys: string; onChoose: () => void }) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <button type="button" role="tab" aria-selected={isOn} onClick={onChoose}>
        {label}
      </button>
    </Tooltip>
  )
}

/** A button below the text. */
export function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

/** How much still fits, or by how much it is too long. */
export function Left({ left }: { left: number }) {
  const t = useT()
  const format = useFormat()
  return (
    <span className={s.left} data-over={left < 0 || undefined} role="status">
      {left < 0
        ? t('conversations.composer.too_long', { count: format.number(-left) })
        : t('conversations.composer.left', { count: format.number(left) })}
    </span>
  )
}
