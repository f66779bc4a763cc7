import { IconArrowUp, IconFlame } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import type { ConversationItem } from '#conversations/contract/conversation.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { PickBox } from '#conversations/web/bulk/pick-box.tsx'
import { ConversationRow, hasChips } from '#conversations/web/inbox/conversation-row.tsx'
import type { Section } from '#conversations/web/inbox/inbox.queries.ts'
import type { Selection } from '#conversations/web/inbox/inbox-search.ts'
import { type Line, useListWindow } from '#conversations/web/inbox/list-window.ts'
import { RowBones } from '#conversations/web/inbox/list-bones.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay, useSession } from '#web/session.ts'
import s from '#conversations/web/inbox/inbox.module.css'

type Drawn = Line & ({ type: 'head'; section: Section } | { type: 'row'; item: ConversationItem } | { type: 'more'; section: Section })

const sizes = { comfortable: { row: 70, chips: 94 }, normal: { row: 62, chips: 86 }, compact: { row: 54, chips: 76 } }

type Props = {
  sections: readonly Section[]
  selection: Selection
  openId: string | undefined
  nowMs: number
  listKey: string
}

/** The rows of the inbox, in segments, however many there are. */
export function ConversationList({ sections, selection, openId, nowMs, listKey }: Props) {
  const t = useT()
  const { person } = useSession()
  const mayPick = useMay()(canReply)
  const size = sizes[person.density]
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => linesOf(sections, size, selection), [sections, size, selection])
  const order = useMemo(() => idsOf(sections), [sections])
  const list = useListWindow(lines, scroller, listKey)

  // The open one comes into view when it was opened by a key or by a link, not when it moves.
  const openIndex = lines.findIndex((line) => line.key === openId)
  const show = useRef(list.show)
  show.current = list.show
  const lastOpen = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (openId === lastOpen.current || openIndex < 0) return
    lastOpen.current = openId
    show.current(openIndex)
  }, [openId, openIndex])

  return (
    <div className={s.scrollFrame}>
      {list.isPushed && (
        <button type="button" className={s.pushed} onClick={list.toTop}>
          <IconArrowUp size={13} stroke={2} aria-hidden />
          {t('conversations.inbox.news_above')}
        </button>
      )}
      <div className={s.scroll} ref={scroller} tabIndex={-1}>
        <div className={s.lines} style={{ height: list.total }}>
          {lines.slice(list.from, list.to).map((line, i) => (
            <div key={line.key} className={s.line} style={{ transform: `translateY(${list.tops[list.from + i]}px)`, height: line.height }}>
              {line.type === 'head' && <SegmentTitle section={line.section} selection={selection} />}
              {line.type === 'row' && (
                <>
                  <ConversationRow item={line.item} isOpen={line.key === openId} nowMs={nowMs} showsAssignee={selection.scope !== 'mine'} />
                  {mayPick && <PickBox id={line.key} name={line.item.contactName} order={order} />}
                </>
              )}
              {line.type === 'more' && <More section={line.section} />}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

export const idsOf = (sections: readonly Section[]): string[] => sections.flatMap(({ rows }) => rows.map(({ id }) => id))

function linesOf(sections: readonly Section[], size: { row: number; chips: number }, selection: Selection): Drawn[] {
  return sections.flatMap((section): Drawn[] => {
    if (section.rows.length === 0 && !section.hasMore) return []
    const name = section.urgency ?? selection.state
    return [
      { type: 'head', key: `head ${name}`, height: 34, place: name, section },
      ...section.rows.map((item): Drawn => ({
        type: 'row',
        key: item.id,
        height: hasChips(item) ? size.chips : size.row,
        place: `${name} ${item.priority} ${name === 'now' ? item.answerDueAt : item.lastMessageAt}`,
        item,
      })),
      ...(section.hasMore ? [{ type: 'more' as const, key: `more ${name}`, height: size.row * 2, place: name, section }] : []),
    ]
  })
}

function SegmentTitle({ section, selection }: { section: Section; selection: Selection }) {
  const t = useT()
  const format = useFormat()
  const name = section.urgency ?? selection.state
  return (
    <h2 className={s.segmentTitle}>
      {name === 'now' && <IconFlame size={14} stroke={1.8} aria-hidden />}
      {t(`conversations.segments.${name}`)}
      {(section.count > 0 || !section.hasMore) && (
        <span className="num">
          {format.number(section.count)}
          {section.isAtLeast && '+'}
        </span>
      )}
    </h2>
  )
}

/** The end of what is loaded: asks for more as soon as it comes near. */
function More({ section }: { section: Section }) {
  const latest = useRef(section)
  latest.current = section
  useEffect(() => {
    if (!section.isFetchingMore) latest.current.fetchMore()
  }, [section.isFetchingMore, section.rows.length])
  return <RowBones rows={2} />
}
