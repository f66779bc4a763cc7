import { useT } from '#web/i18n/i18n.tsx'
import { Bone } from '#web/ui/states.tsx'
import s from '#conversations/web/thread/thread.module.css'

/** Bubbles where they will stand. */
export function ThreadBones() {
  const t = useT()
  return (
    <div className={s.bones} role="status" aria-label={t('web.state.loading')}>
      {[52, 38, 60, 44, 30, 56].map((width, i) => (
        <div key={i} data-dir={i % 3 === 2 ? 'out' : 'in'}>
          <Bone width={`${width}%`} height={i % 2 ? 36 : 56} />
        </div>
      ))}
    </div>
  )
}
