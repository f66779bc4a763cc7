import { IconDeviceMobileMessage } from '@tabler/icons-react'
import { getPhone } from '#platform/contract/api.ts'
import { phoneSearch } from '#platform/web/phone/phone-search.ts'
import { defineWebModule } from '#web/module.ts'
import { preload } from '#web/query.ts'
import type { Session } from '#web/session.ts'

/** The outside world is simulated in demo organizations only. */
const isDemo = (session: Session): boolean => session.organization?.isDemo === true

export default defineWebModule({
  name: 'platform',
  pages: [
    {
      path: '/telefono/{-$waId}',
      title: 'platform.phone.title',
      when: isDemo,
      skeleton: 'list',
      page: () => import('./phone/phone.page.tsx').then((file) => file.PhonePage),
      search: phoneSearch,
      preload: ({ queryClient }) => preload(queryClient, getPhone, {}),
    },
  ],
  nav: [
    {
      group: 'operate',
      icon: IconDeviceMobileMessage,
      label: 'platform.nav.phone',
      to: '/telefono',
      order: 95,
      onPhone: false,
      when: isDemo,
    },
  ],
  commands: [
    {
      name: 'platform.phone',
      label: 'platform.nav.phone',
      icon: IconDeviceMobileMessage,
      when: isDemo,
      keys: 'g t',
      also: 'platform.command.go_also',
      run: ({ go }) => go('/telefono'),
    },
  ],
})
