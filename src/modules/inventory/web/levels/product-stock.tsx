import { Button } from '@mantine/core'
import { IconToolsKitchen2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { getProduct } from '#commerce/contract/product-api.ts'
import { keepItems, getStock, listStock } from '#inventory/contract/stock-api.ts'
import type { StockRow } from '#inventory/contract/level.ts'
import { canManageStock } from '#inventory/contract/permissions.ts'
import { getRecipe } from '#inventory/contract/recipe-api.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { StandingChip } from '#inventory/web/levels/standing-chip.tsx'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { ApiProblem } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { apiQuery, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import type { PanelProps } from '#web/module.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/levels/levels.module.css'

const RecipeDialog = lateDialog(() => import('#inventory/web/recipes/recipe-dialog.tsx').then((file) => file.RecipeDialog))

/** Beyond so many the list of the stock is the better place. */
const most = 12

/** How much there is of a product, on its page of the catalogue; or the press from which on it is counted. */
export function ProductStock({ variants }: PanelProps['product']) {
  const t = useT()
  const may = useMay()
  const quantity = useQuantity()
  useTopic('inventory.stock')
  const shown = variants.slice(0, most)
  const answers = useQueries({
    queries: shown.map(({ id }) => ({ ...apiQuery(getStock, { id }), retry: false })),
  })
  const { send, sending } = useSend(keepItems, {
    invalidates: [getStock, listStock, getProduct],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const recipes = may(canManageStock) && variants.length <= 4 && <Recipes variants={variants} />
  if (answers.some(({ isPending }) => isPending)) return <ListBones rows={2} face={false} />
  const broken = answers.find(({ error }) => error && !isMissing(error))
  if (broken) return <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />
  const kept = answers.flatMap(({ data }) => (data?.isKept ? [data as StockRow] : []))
  if (kept.length === 0)
    return (
      <>
        <p className={s.hint}>{t('inventory.catalogue.not_kept')}</p>
        {may(canManageStock) && (
          <Button variant="default" loading={sending} onClick={() => void send({ variantIds: variants.map(({ id }) => id) })}>
            {t('inventory.catalogue.keep')}
          </Button>
        )}
        {recipes}
      </>
    )
  return (
    <div className={s.variant}>
      {kept.map((row) => {
        const { availableMilli, reservedMilli } = amountsAt(row, null)
        const name = shown.find(({ id }) => id === row.variantId)?.name
        return (
          <Link key={row.variantId} to="/stock" search={{ producto: row.variantId } as never} className={s.kept}>
            <span>{name || t('inventory.stock.available')}</span>
            <b className="num">{quantity(availableMilli, row.unit)}</b>
            <small>
              {reservedMilli > 0 && t('inventory.catalogue.reserved', { quantity: quantity(reservedMilli, row.unit) })}
              <StandingChip row={row} />
            </small>
          </Link>
        )
      })}
      {recipes}
    </div>
  )
}

/** What its first few variants are made of. */
function Recipes({ variants }: { variants: PanelProps['product']['variants'] }) {
  const t = useT()
  const [open, setOpen] = useState<{ id: string; name: string } | null>(null)
  const answers = useQueries({ queries: variants.map(({ id }) => apiQuery(getRecipe, { id })) })
  return (
    <div className={s.recipes}>
      {variants.map(({ id, name }, i) => {
        const parts = answers[i]?.data?.parts ?? []
        return (
          <div key={id}>
            {parts.length > 0 && (
              <p className={s.hint}>{t('inventory.recipe.takes', { parts: parts.map((part) => part.name).join(', ') })}</p>
            )}
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconToolsKitchen2 size={15} stroke={1.7} />}
              onClick={() => setOpen({ id, name })}
            >
              {t(parts.length > 0 ? 'inventory.recipe.edit' : 'inventory.recipe.begin', { name, hasName: name === '' ? 'no' : 'yes' })}
            </Button>
          </div>
        )
      })}
      {open && <RecipeDialog variantId={open.id} name={open.name} onClose={() => setOpen(null)} />}
    </div>
  )
}

const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404
