import { IconArrowDown } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PhoneMessage } from '#platform/contract/phone.ts'
import { Bubble, type Act } from '#platform/web/phone/bubble.tsx'
import s from '#platform/web/phone/thread.module.css'
import { type Formats } from '#web/i18n/formats.ts'
import { type T, useFormat, useT } from '#web/i18n/i18n.tsx'
import { useNow } from '#web/ui/time.tsx'

type ThreadProps = { items: readonly PhoneMessage[]; isBusinessTyping: boolean; business: string; label: string; act: Act }

const nearPx = 80

/** The messages, newest below. Stays where the person scrolled to; at the bottom it follows what comes in. */
export function Thread({ items, isBusinessTyping, business, label, act }: ThreadProps) {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [hasNew, setNew] = useState(false)
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items])
  const last = items.at(-1)
  const lastOwn = items.findLast(({ direction }) => direction === 'in')?.id

  const goToEnd = () => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
    isAtEnd.current = true
    setNew(false)
  }
  useLayoutEffect(() => {
    if (isAtEnd.current) goToEnd()
    else setNew(true)
  }, [last?.id, isBusinessTyping])
  // Whoever writes wants to see what they wrote, wherever they were reading.
  useLayoutEffect(goToEnd, [lastOwn])

  // Also when something in the thread grows, or the window gets smaller.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
    })
    if (inner.current) observer.observe(inner.current)
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])

  const handleScroll = () => {
    const element = box.current
    if (!element) return
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx
    if (isAtEnd.current) setNew(false)
  }

  return (
    <div className={s.outer}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className={s.thread} ref={box} onScroll={handleScroll} role="log" aria-label={label} tabIndex={0}>
        <div className={s.inner} ref={inner}>
          {items.length === 0 && <p className={s.first}>{t('platform.phone.no_messages')}</p>}
          {items.map((message, i) => {
            const before = items[i - 1]
            const after = items[i + 1]
            const isNewDay = !before || format.dayOf(before.at) !== format.dayOf(message.at)
            const isSame = (other: PhoneMessage | undefined) =>
              other?.direction === message.direction && format.dayOf(other.at) === format.dayOf(message.at)
            return (
              <div key={message.id} className={s.item} data-own={message.direction === 'in' || undefined}>
                {isNewDay && <p className={s.day}>{dayWord(message.at, now, format, t)}</p>}
                <Bubble
                  message={message}
                  quoted={message.replyTo === null ? undefined : (byId.get(message.replyTo) ?? null)}
                  business={business}
                  isFirst={!isSame(before)}
                  isLast={!isSame(after)}
                  act={act}
                />
              </div>
            )
          })}
          {isBusinessTyping && (
            <div className={s.typing} aria-hidden>
              <i />
              <i />
              <i />
            </div>
          )}
        </div>
      </div>
      {hasNew && (
        <button type="button" className={s.newer} onClick={goToEnd}>
          <IconArrowDown size={14} stroke={2} aria-hidden />
          {t('platform.phone.new_messages')}
        </button>
      )}
    </div>
  )
}

function dayWord(at: string, now: string, format: Formats, t: T): string {
  const days = Math.round((Date.parse(format.dayOf(now)) - Date.parse(format.dayOf(at))) / 86_400_000)
  if (days <= 0) return t('platform.phone.today')
  return days === 1 ? t('platform.phone.yesterday') : format.day(at, now)
}
