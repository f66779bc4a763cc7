import { getRegister } from '#crm/contract/privacy-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#crm/web/privacy/privacy.module.css'

/** Where data of persons lie, what for, and what an erasure does with them. */
export function Register() {
  const t = useT()
  const { data, error, refetch } = useApi(getRegister, {})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={8} face={false} />
  return (['contact', 'user'] as const).map((subject) => (
    <Section key={subject} title={t(`crm.privacy.of_${subject}`)} hint={t(`crm.privacy.of_${subject}_hint`)}>
      <div className={s.register} tabIndex={0} role="region" aria-label={t(`crm.privacy.of_${subject}`)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('crm.privacy.what')}</th>
              <th scope="col">{t('crm.privacy.what_for')}</th>
              {subject === 'contact' && <th scope="col">{t('crm.privacy.on_erasure')}</th>}
            </tr>
          </thead>
          <tbody>
            {data.items
              .filter((one) => one.subject === subject)
              .map((one) => (
                <tr key={`${one.table} ${one.purpose}`}>
                  <td>
                    {t(one.words)}
                    <small>{one.table}</small>
                  </td>
                  <td>{t(one.purpose)}</td>
                  {subject === 'contact' && <td>{t(`crm.privacy.fate_${one.onErasure}`)}</td>}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Section>
  ))
}
