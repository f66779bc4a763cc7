import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { countNotices } from '#identity/contract/notice-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { latePart } from '#web/late-part.tsx'
import { useApi } from '#web/query.ts'
import { CountBadge } from '#web/ui/marks.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import { ListBones } from '#web/ui/states.tsx'
import s from '#identity/web/notices/notices.module.css'

const NoticeList = latePart(() => import('#identity/web/notices/notice-list.tsx').then((file) => file.NoticeList))

const useUnread = (): number => useApi(countNotices, {}, { staleTime: 5 * 60_000 }).data?.unread ?? 0

/** What one was told and has not looked at, beside one's name. */
export function NoticeBell() {
  const t = useT()
  const unread = useUnread()
  const [isOpen, setOpen] = useState(false)
  const label = t('identity.notices.bell', { count: unread })
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={isOpen}>
          <ActionIcon aria-label={label} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <span className={s.bell}>
              <IconBell size={16} stroke={1.7} />
              {unread > 0 && <i aria-hidden>{unread > 9 ? '9+' : unread}</i>}
            </span>
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('identity.notices.title')}>
        <Suspense fallback={<ListBones rows={3} face={false} />}>{isOpen && <NoticeList onGo={() => setOpen(false)} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The same in the phone's sheet of everything else. */
export function NoticeItem() {
  const t = useT()
  const unread = useUnread()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={s.item} onClick={() => setOpen(true)}>
        <IconBell size={17} stroke={1.7} />
        <span>{t('identity.notices.title')}</span>
        <CountBadge count={unread} label={t('identity.notices.bell', { count: unread })} />
      </button>
      <Sheet title={t('identity.notices.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Suspense fallback={<ListBones rows={3} face={false} />}>{isOpen && <NoticeList onGo={() => setOpen(false)} />}</Suspense>
      </Sheet>
    </>
  )
}
