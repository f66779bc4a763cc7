import { useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/drop-zone.module.css'

/** Files may be dropped anywhere on the conversation; while some hover over it, it says so. */
export function DropZone({ isEnabled, onFiles }: { isEnabled: boolean; onFiles: (files: File[]) => void }) {
  const t = useT()
  const mark = useRef<HTMLDivElement>(null)
  const [isOver, setOver] = useState(false)
  const latest = useRef({ isEnabled, onFiles })
  latest.current = { isEnabled, onFiles }

  useEffect(() => {
    const area = mark.current?.closest('section')
    if (!area) return
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      // Also while nothing can be sent: the browser would leave the page to show the file.
      event.preventDefault()
      setOver(latest.current.isEnabled)
    }
    const leave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && area.contains(event.relatedTarget))) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(false)
      if (latest.current.isEnabled) latest.current.onFiles([...(event.dataTransfer?.files ?? [])])
    }
    area.addEventListener('dragover', over)
    area.addEventListener('dragleave', leave)
    area.addEventListener('drop', drop)
    return () => {
      area.removeEventListener('dragover', over)
      area.removeEventListener('dragleave', leave)
      area.removeEventListener('drop', drop)
    }
  }, [])

  return (
    <div ref={mark} className={s.drop} data-over={isOver || undefined} aria-hidden>
      {isOver && t('conversations.composer.drop')}
    </div>
  )
}
