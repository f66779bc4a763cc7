import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { initialsOf } from '#kernel/contract/initials.ts'
import { listBrands } from '#identity/contract/api.ts'
import { canManageBrands } from '#identity/contract/permissions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { LinkedRow, LinkedRows } from '#web/ui/linked-row.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { cityOfZone } from '#identity/web/door/zone-names.ts'
import s from '#identity/web/brands/brand-list.module.css'

/** The faces that the organization shows to its customers. There is always at least one. */
export function BrandListPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { data, error, refetch } = useApi(listBrands, {})
  return (
    <Page
      title={t('identity.brands.title')}
      hint={t('identity.brands.hint')}
      back="/ajustes"
      narrow
      actions={
        may(canManageBrands) && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => void navigate({ to: '/ajustes/marcas/nueva' })}>
            {t('identity.brands.new')}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={3} />
      ) : (
        <LinkedRows>
          {data.items.map((brand) => (
            <LinkedRow
              key={brand.id}
              to="/ajustes/marcas/$id"
              id={brand.id}
              name={brand.name}
              face={
                <i className={s.swatch} style={{ '--swatch': brand.theme.light['--accent'] } as CSSProperties} aria-hidden>
                  {brand.logoUrl ? <img src={brand.logoUrl} alt="" /> : initialsOf(brand.name)}
                </i>
              }
              lines={
                <small>
                  {cityOfZone(brand.zone)} · {brand.currency}
                </small>
              }
              chip={brand.isMain && <Chip>{t('identity.brands.main')}</Chip>}
            />
          ))}
        </LinkedRows>
      )}
    </Page>
  )
}
