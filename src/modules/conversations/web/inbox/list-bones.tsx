import { useT } from '#web/i18n/i18n.tsx'
import { Bone } from '#web/ui/states.tsx'
import s from '#conversations/web/inbox/inbox.module.css'

export const RowBones = ({ rows = 9 }: { rows?: number }) => (
  <div aria-hidden className={s.bones}>
    {Array.from({ length: rows }, (_, i) => (
      <div key={i} className={s.rowBone}>
        <Bone width={36} height={36} round />
        <div>
          <Bone width={`${64 - ((i * 11) % 28)}%`} height={11} />
          <Bone width={`${88 - ((i * 17) % 34)}%`} height={9} />
        </div>
      </div>
    ))}
  </div>
)

/** The list while it is on its way: a title and rows where they will stand. */
export function ListSkeleton() {
  const t = useT()
  return (
    <div className={s.scroll} role="status" aria-label={t('web.state.loading')}>
      <div className={s.titleBone}>
        <Bone width={110} height={10} />
      </div>
      <RowBones />
    </div>
  )
}
