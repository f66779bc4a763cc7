import { useParams } from '@tanstack/react-router'
import { getBrand } from '#identity/contract/api.ts'
import { BrandForm } from '#identity/web/brands/brand-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { brandColors } from '#identity/contract/places.ts'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'

/** One brand, or a new one at `/ajustes/marcas/nueva`. */
export function BrandPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  return id === 'nueva' ? <NewBrand /> : <KnownBrand id={id} />
}

function NewBrand() {
  const t = useT()
  const { organization } = useSession()
  const { zone = 'UTC', currency = 'USD', locale = 'es' } = organization ?? {}
  return (
    <Page title={t('identity.brands.new')} back="/ajustes/marcas">
      <BrandForm
        brand={{
          id: null,
          name: '',
          color: brandColors[5],
          logoFileId: null,
          logoUrl: null,
          zone,
          currency,
          locale,
          isMain: false,
          version: 0,
        }}
      />
    </Page>
  )
}

function KnownBrand({ id }: { id: string }) {
  const t = useT()
  const { data, error, refetch } = useApi(getBrand, { id })
  return (
    <Page title={data?.name ?? t('identity.brands.one')} back="/ajustes/marcas">
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <BrandForm key={data.id} brand={data} />
      ) : (
        <ListBones rows={6} face={false} />
      )}
    </Page>
  )
}
