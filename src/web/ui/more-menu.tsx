import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#web/i18n/i18n.tsx'

/** What else can be done with what is on the page: the last button of its header. Children are `Menu.Item`s. */
export function MoreMenu({ width = 230, children }: { width?: number; children: ReactNode }) {
  const t = useT()
  return (
    <Menu position="bottom-end" width={width}>
      <Menu.Target>
        <ActionIcon aria-label={t('web.action.more')}>
          <IconDots size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
