import { useEffect, useRef, useState } from 'react'
import { type CameraTrouble, watch } from '#web/scan/camera.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#web/scan/scan.module.css'

/** What the camera sees, small enough to leave room for what it found. */
export function Camera({ onCode }: { onCode: (code: string) => void }) {
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef(onCode)
  latest.current = onCode
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null)
  useEffect(() => {
    const { current } = video
    if (!current) return
    const watching = watch(current, (code) => latest.current(code))
    void watching.then((one) => 'trouble' in one && setTrouble(one.trouble))
    return () => void watching.then((one) => 'stop' in one && one.stop())
  }, [])
  if (trouble) return <Notice tone="warn">{t(`web.scan.camera_${trouble}`)}</Notice>
  return <video ref={video} className={s.video} muted playsInline aria-label={t('web.scan.camera')} />
}
