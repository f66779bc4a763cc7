import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { useIsLasting } from '#web/lasting.ts'
import { lateDialog } from '#web/late-part.tsx'
import { blinkMs, Floating } from '#web/late-places.tsx'

export type PaletteProps = { typed: string; onType: (text: string) => void; before: Element | null; onClose: () => void }

/** The palette with what is typed into it, also while its code is on its way. Whoever wrote before writes on when it closes. */
export function PaletteLayer({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => void (document.activeElement === document.body && giveBack(before)), [before])
  return <Palette typed={typed} onType={setTyped} before={before} onClose={onClose} />
}

export const giveBack = (before: Element | null): void => (before as HTMLElement | null)?.focus({ preventScroll: true })

/** Where the palette's own field will be, until that one is there and takes over. */
export function PaletteField({ typed, onType, onClose }: PaletteProps) {
  const t = useT()
  const isLong = useIsLasting(true, blinkMs)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    // A sheet from which it was opened returns the focus when it closes.
    const timer = setTimeout(() => field.current?.focus(), 30)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Floating isShown onClose={onClose}>
      <IconSearch size={18} />
      <input
        ref={field}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        placeholder={t('web.palette.placeholder')}
        aria-label={t('web.palette.placeholder')}
      />
      {isLong && <p role="status">{t('web.state.loading')}</p>}
    </Floating>
  )
}

const Palette = lateDialog(() => import('#web/shell/palette-kit.tsx').then((file) => file.Palette), PaletteField)
