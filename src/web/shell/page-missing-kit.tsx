import { Button } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { useT } from '#web/i18n/i18n.tsx'
import { openPalette } from '#web/shell/palette.ts'
import { EmptyState } from '#web/ui/states.tsx'

const longest = 60

/** Nothing is at this address: says which one it was, and leads back, to the start, or to what was meant. */
export function PageMissing() {
  const t = useT()
  const { history } = useRouter()
  const asked = useRouterState({ select: ({ location }) => location.pathname })
  const address = asked.length > longest ? `${asked.slice(0, longest)}…` : asked
  return (
    <EmptyState
      isPage
      drawing="search"
      title={t('web.missing.title')}
      hint={t('web.missing.hint', { address })}
      actions={
        <>
          <Button component={Link} to="/">
            {t('web.missing.home')}
          </Button>
          <Button variant="default" leftSection={<IconSearch size={15} />} onClick={openPalette}>
            {t('web.action.search')}
          </Button>
          {window.history.length > 1 && (
            <Button variant="subtle" color="gray" onClick={() => history.back()}>
              {t('web.action.back')}
            </Button>
          )}
        </>
      }
    />
  )
}
