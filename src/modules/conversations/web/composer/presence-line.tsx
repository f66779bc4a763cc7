import { useT } from '#web/i18n/i18n.tsx'
import type { Presence } from '#web/live.ts'
import { useSession } from '#web/session.ts'
import s from '#conversations/web/composer/presence-line.module.css'

/** Who else is in this conversation, and whether they are answering it. */
export function PresenceLine({ people }: { people: readonly Presence[] }) {
  const t = useT()
  const { person } = useSession()
  const others = people.filter(({ id, state }) => id !== person.id && state !== 'idle')
  const writing = others.filter(({ state }) => state === 'typing')
  const shown = writing.length > 0 ? writing : others
  const [first] = shown
  return (
    <p className={s.presence} role="status" data-on={first !== undefined || undefined}>
      {first && (
        <>
          <i data-typing={writing.length > 0 || undefined} aria-hidden />
          {t(writing.length > 0 ? 'conversations.presence.typing' : 'conversations.presence.here', {
            name: firstNameOf(first.name),
            more: shown.length - 1,
          })}
        </>
      )}
    </p>
  )
}

const firstNameOf = (name: string): string => name.split(' ')[0] ?? name
