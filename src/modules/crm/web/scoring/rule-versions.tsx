import { Button } from '@mantine/core'
import { listScoreVersions } from '#crm/contract/scoring-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip } from '#web/ui/marks.tsx'
import { Section } from '#web/ui/page.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#crm/web/scoring/rules.module.css'

/** Every version that was ever in force, newest first. */
export function RuleVersions({ current, onBring }: { current: number; onBring: (version: number) => void }) {
  const t = useT()
  const { data } = useApi(listScoreVersions, {})
  if (!data || data.items.length < 2) return null
  return (
    <Section title={t('crm.scoring.editor.versions')} hint={t('crm.scoring.editor.versions_hint')}>
      <ul className={s.versions}>
        {data.items.map(({ version, createdAt, createdBy }) => (
          <li key={version}>
            <span>
              {t('crm.scoring.editor.version', { version })}
              {createdAt && (
                <small>
                  <DateTime at={createdAt} /> · {createdBy}
                </small>
              )}
            </span>
            {version === current ? (
              <Chip tone="ok">{t('crm.scoring.editor.in_force')}</Chip>
            ) : (
              <Button variant="subtle" color="gray" onClick={() => onBring(version)}>
                {t('crm.scoring.editor.bring')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
