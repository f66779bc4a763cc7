import { useRouterState } from '@tanstack/react-router'
import { useT } from '#web/i18n/i18n.tsx'
import { useIsLasting } from '#web/lasting.ts'
import { patienceMs } from '#web/late-code.ts'
import { Missing } from '#web/late-places.tsx'
import s from '#web/shell/frame.module.css'

/** Most pages are there by then, and are not announced. */
const blinkMs = 300

/** At the top of the sheet while the next page is on its way. One that does not come is told of as a part is. */
export function PageBar() {
  const t = useT()
  const wanted = useRouterState({ select: ({ isLoading, location }) => isLoading && location.href })
  const isLong = useIsLasting(wanted, blinkMs)
  const isStalled = useIsLasting(wanted, patienceMs)
  return (
    <>
      {isLong && <div className={s.coming} role="progressbar" aria-label={t('web.state.loading')} />}
      {isStalled && <Missing hindrance="slow" />}
    </>
  )
}
