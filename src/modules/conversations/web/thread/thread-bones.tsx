import { useT } from '#web/i18n/i18n.tsx'
import { Bone } from '#web/ui/states.tsx'
import s from '#conversations/web/thread/thread-bones.module.css'

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

/** The whole column while its code is on the way. */
export const ThreadSkeleton = () => (
  <>
    <div className={s.headBones} aria-hidden>
      <Bone width={32} height={32} round />
      <Bone width={150} height={12} />
    </div>
    <ThreadBones />
    <div className={s.boxBone} aria-hidden>
      <Bone height={102} />
    </div>
  </>
)

export const AsideBones = () => (
  <div className={s.asideBones} aria-hidden>
    <Bone width={52} height={52} round />
    <Bone width="60%" height={14} />
    <Bone width="80%" />
    <Bone width="70%" />
  </div>
)
