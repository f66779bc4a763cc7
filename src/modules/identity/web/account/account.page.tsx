import { AccountForm } from '#identity/web/account/account-form.tsx'
import { PasswordForm } from '#identity/web/account/password-form.tsx'
import { SecondFactor } from '#identity/web/account/second-factor.tsx'
import { SessionList } from '#identity/web/account/session-list.tsx'
import { getAccount } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'

/** One's own account: who one is here, how one gets in, where one is signed in. */
export function AccountPage() {
  const t = useT()
  const { mustEnrolSecondFactor, organization } = useSession()
  const { data: account, error, refetch } = useApi(getAccount, {})
  return (
    <Page title={t('identity.account.title')} back="/ajustes" narrow>
      {mustEnrolSecondFactor && <Notice tone="warn">{t('identity.account.must_enrol', { organization: organization?.name ?? '' })}</Notice>}
      {error && !account ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !account ? (
        <ListBones rows={6} face={false} />
      ) : (
        <>
          <Section title={t('identity.account.profile.title')} hint={t('identity.account.profile.hint')}>
            <AccountForm account={account} />
          </Section>
          <Section title={t('identity.account.second_factor.title')} hint={t('identity.account.second_factor.hint')}>
            <SecondFactor account={account} />
          </Section>
          <Section title={t('identity.account.password.title')} hint={t('identity.account.password.hint')}>
            <PasswordForm email={account.email} />
          </Section>
          <Section title={t('identity.account.sessions.title')} hint={t('identity.account.sessions.hint')}>
            <SessionList />
          </Section>
        </>
      )}
    </Page>
  )
}
