import { Results } from '#sales/web/signing/results.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'

/** What proposals bring, on a page of its own. */
export function ResultsPage() {
  const t = useT()
  useTitle(t('sales.signing.results.title'))
  useTopic('sales.proposals')
  return (
    <Page title={t('sales.signing.results.title')} back="/propuestas">
      <Results />
    </Page>
  )
}
