import { Button, CloseButton } from '@mantine/core'
import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { whenBack } from '#web/connection.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useIsLasting } from '#web/lasting.ts'
import type { Hindrance } from '#web/late-code.ts'
import { useToastPlaces } from '#web/ui/toast-place.tsx'
import s from '#web/late-places.module.css'

type LackProps = { hindrance: Hindrance; onRetry?: () => void }
type MissingProps = LackProps & { what?: 'part' | 'language' }

/** Where a part would be that did not arrive: why, and what can be done. It comes by itself when there is a connection again. */
export function Missing({ what = 'part', hindrance, onRetry }: MissingProps) {
  const t = useT()
  const Sign = hindrance === 'offline' ? IconCloudOff : IconRefresh
  useRetryWhenBack(hindrance, onRetry)
  return (
    <div className={s.missing} role="alert">
      <Sign size={17} stroke={1.8} aria-hidden />
      <p>{t(`web.${what}.${hindrance}`)}</p>
      <div className={s.ways}>
        {/* Of what is still on its way the browser hands back the same promise: only a new page asks anew. */}
        {hindrance !== 'slow' && hindrance !== 'replaced' && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            {t('web.action.retry')}
          </Button>
        )}
        {hindrance !== 'offline' && (
          <Button size="xs" variant="default" onClick={() => location.reload()}>
            {t('web.part.reload')}
          </Button>
        )}
      </div>
    </div>
  )
}

export function QuietlyMissing({ hindrance, onRetry }: LackProps) {
  useRetryWhenBack(hindrance, onRetry)
  return null
}

function useRetryWhenBack(hindrance: Hindrance, retry: (() => void) | undefined) {
  useEffect(() => (retry && hindrance !== 'replaced' ? whenBack(retry) : undefined), [hindrance, retry])
}

export const blinkMs = 400

/** A dialog, or a language, on its way; what is there within a blink is not announced. */
export function Waiting({ text = 'web.state.loading', onClose }: { text?: string; onClose: () => void }) {
  const t = useT()
  return <Said isShown={useIsLasting(true, blinkMs)} text={t(text)} onClose={onClose} />
}

export const Said = ({ isShown = true, text, onClose }: { isShown?: boolean; text: string; onClose: () => void }) => (
  <Floating isShown={isShown} onClose={onClose}>
    <p role="status">{text}</p>
  </Floating>
)

/** Above the page, as the dialog would be; on the phone below it, where toasts are, so that it covers nothing that is pressed there. */
export function Floating({ isShown, onClose, children }: { isShown: boolean; onClose: () => void; children: ReactNode }) {
  const t = useT()
  const { foot } = useToastPlaces()
  if (!isShown) return null
  return createPortal(
    <div className={s.floating} data-docked={foot ? true : undefined}>
      {children}
      <CloseButton aria-label={t('web.action.close')} onClick={onClose} />
    </div>,
    foot ?? document.body,
  )
}
