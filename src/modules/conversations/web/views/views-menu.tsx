import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import type { InboxSearch } from '#conversations/web/inbox/inbox-search.ts'
import type { Naming } from '#conversations/web/views/view-naming.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog, latePart } from '#web/late-part.tsx'

const ViewsList = latePart(() => import('#conversations/web/views/views-list.tsx').then((file) => file.ViewsList))
const ViewNaming = lateDialog(() => import('#conversations/web/views/view-naming.tsx').then((file) => file.ViewNaming))

export type ViewsProps = { search: InboxSearch; onGo: (search: InboxSearch) => void; onPick: () => void }

/** The views with a name, what can be done with the one on screen, and the way to choose several conversations. */
export function ViewsMenu({ search, onGo, onPick }: ViewsProps) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const [naming, setNaming] = useState<Naming | null>(null)
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={264}>
        <Menu.Target>
          <Tooltip label={t('conversations.views.title')} disabled={isOpen}>
            <ActionIcon aria-label={t('conversations.views.title')} onPointerEnter={() => void ViewsList.fetch()}>
              <IconBookmark size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('conversations.views.title')}</Menu.Label>
          <Suspense>
            <ViewsList search={search} onGo={onGo} onPick={onPick} onName={setNaming} />
          </Suspense>
        </Menu.Dropdown>
      </Menu>
      {naming && <ViewNaming naming={naming} search={search} onClose={() => setNaming(null)} />}
    </>
  )
}
