import { Button } from '@mantine/core'
import { IconChevronRight, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { initialsOf } from '#kernel/contract/initials.ts'
import { listBrands } from '#identity/contract/api.ts'
import { canManageBrands } from '#identity/contract/permissions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
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
        <div className={s.list}>
          {data.items.map((brand) => (
            <Link key={brand.id} className={s.item} to="/ajustes/marcas/$id" params={{ id: brand.id }}>
              <i className={s.swatch} style={{ '--swatch': brand.theme.light['--accent'] } as CSSProperties} aria-hidden>
                {brand.logoUrl ? <img src={brand.logoUrl} alt="" /> : initialsOf(brand.name)}
              </i>
              <span className={s.words}>
                <b>{brand.name}</b>
                <small>
                  {cityOfZone(brand.zone)} · {brand.currency}
                </small>
              </span>
              {brand.isMain && <Chip>{t('identity.brands.main')}</Chip>}
              <IconChevronRight size={16} />
            </Link>
          ))}
        </div>
      )}
    </Page>
  )
}
