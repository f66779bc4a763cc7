import { IconCheck } from '@tabler/icons-react'
import { usePicking } from '#conversations/web/bulk/picked.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/bulk/bulk.module.css'

/** Over the face of a conversation: on hover, on focus, and always while somebody is choosing. */
export function PickBox({ id, name, order }: { id: string; name: string; order: readonly string[] }) {
  const t = useT()
  const { picked, ids } = usePicking()
  return (
    <button
      type="button"
      role="checkbox"
      className={s.pick}
      aria-checked={ids?.has(id) ?? false}
      data-shown={ids !== null || undefined}
      aria-label={t('conversations.bulk.pick_one', { name })}
      onClick={(event) => (event.shiftKey ? picked.extend(id, order) : picked.toggle(id))}
    >
      <IconCheck size={14} stroke={2.6} aria-hidden />
    </button>
  )
}
