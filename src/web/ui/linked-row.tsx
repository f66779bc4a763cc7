import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import s from '#web/ui/linked-row.module.css'

type Props = {
  to: string
  id: string
  name: string
  /** What is said of it, a `small` a line; `isWhole`: in full, instead of what fits. */
  lines: ReactNode
  isWhole?: boolean
  face?: ReactNode
  chip?: ReactNode
}

/** A thing of a short list, as the settings have them, that opens on a page of its own: `to` with its id. */
export function LinkedRow({ to, id, name, lines, isWhole, face, chip }: Props) {
  return (
    <Link className={s.row} to={to} params={{ id } as never}>
      {face}
      <span className={s.words} data-whole={isWhole || undefined}>
        <b>{name}</b>
        {lines}
      </span>
      {chip}
      <IconChevronRight size={16} />
    </Link>
  )
}

export const LinkedRows = ({ children }: { children: ReactNode }) => <div className={s.rows}>{children}</div>
