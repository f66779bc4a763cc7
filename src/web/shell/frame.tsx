import { Outlet, useNavigate } from '@tanstack/react-router'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { signedOut } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { makeLive } from '#web/live.ts'
import { LiveContext } from '#web/live-hooks.ts'
import { lateHandlers, liveHandlers, topicsFor } from '#web/registry.ts'
import { enter, isStillIn, leaveForDoor } from '#web/door.ts'
import { placeOfSession, useSession } from '#web/session.ts'
import { useIsWholeScreen } from '#web/shell/bottom-bar-state.ts'
import { BottomBar } from '#web/shell/bottom-bar.tsx'
import { ConnectionBar } from '#web/shell/connection-bar.tsx'
import { GlobalKeys } from '#web/shell/global-keys.tsx'
import { PageBar } from '#web/shell/page-bar.tsx'
import { ShellParts } from '#web/shell/shell-parts.tsx'
import { Side } from '#web/shell/side.tsx'
import { useNewVersion } from '#web/update.ts'
import { ToastPlace } from '#web/ui/toast-place.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#web/shell/frame.module.css'

/** The chrome around every page of somebody who is signed in. */
export function Frame() {
  const t = useT()
  const session = useSession()
  const live = useOwnLive()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const isWhole = useIsWholeScreen()

  // Suspended, or changed in another tab: nothing of the organization that was here may stay on the screen.
  const organizationId = session.organization?.id
  const [firstId] = useState(organizationId)
  useEffect(() => {
    if (organizationId !== firstId) enter('/')
  }, [organizationId, firstId])

  useEffect(() => {
    const out = () => void stayOrLeave(queryClient)
    signedOut.addEventListener('out', out)
    return () => signedOut.removeEventListener('out', out)
  }, [queryClient])

  useNewVersion(
    useCallback(
      (take) =>
        void toast({ text: t('web.update.ready'), action: { label: t('web.update.take'), run: take }, stay: false, name: 'update' }),
      [t],
    ),
  )

  useEffect(() => {
    const stops = topicsFor(session).map(live.watch)
    return () => stops.forEach((stop) => stop())
  }, [live, session])

  return (
    <LiveContext value={live}>
      <div className={s.app} data-whole={isWhole || undefined}>
        <a href="#contenido" className={s.skip}>
          {t('web.nav.skip')}
        </a>
        {!isWhole && <Side />}
        <main id="contenido" className={s.main} tabIndex={-1}>
          <ConnectionBar />
          <PageBar />
          <ShellParts slot="strip" />
          <div className={s.sheet}>
            <Outlet />
          </div>
        </main>
        <ToastPlace name="foot" />
        {!isWhole && <BottomBar />}
        <GlobalKeys go={(to) => void navigate({ to })} />
      </div>
    </LiveContext>
  )
}

async function stayOrLeave(queryClient: QueryClient): Promise<boolean> {
  const isIn = await isStillIn()
  if (isIn) void queryClient.invalidateQueries()
  else leaveForDoor()
  return isIn
}

function useOwnLive() {
  const queryClient = useQueryClient()
  const [live] = useState(() => {
    const onRevoked = () => void stayOrLeave(queryClient).then((isIn) => isIn && made.start())
    const onDoubt = () => void queryClient.invalidateQueries()
    const made = makeLive({ queryClient, handlers: liveHandlers, lateHandlers, onRevoked, onDoubt, since: placeOfSession })
    return made
  })
  useEffect(() => {
    live.start()
    return live.stop
  }, [live])
  return live
}
