import { Switch } from '@mantine/core'
import type { Counted, ProposalDraft } from '#sales/web/proposals/draft.ts'
import { DiscountInput } from '#sales/web/proposals/lines-editor.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import '#web/ui/mantine-forms-css.ts'
import { Notice } from '#web/ui/states.tsx'
import s from '#sales/web/proposals/totals.module.css'

type Props = { draft: ProposalDraft; counted: Counted; isDisabled?: boolean; onChange: (part: Partial<ProposalDraft>) => void }

/** What it comes to while it is typed, counted by the same rules as what goes out. */
export function TotalsPanel({ draft, counted: { totals, problem }, isDisabled = false, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const money = (amountMinor: number): string => format.money(amountMinor, draft.currency)
  const percent = (basisPoints: number): string => `${format.number(basisPoints / 100)} %`
  return (
    <div className={s.panel}>
      <div className={s.settings}>
        <Switch
          label={t('sales.lines.includes_tax')}
          checked={draft.includesTax}
          onChange={(event) => onChange({ includesTax: event.currentTarget.checked })}
        />
        <div className={s.discount}>
          <span>{t('sales.lines.discount_all')}</span>
          <DiscountInput
            value={draft.discount}
            label={t('sales.lines.discount_all')}
            isInvalid={problem === 'discount'}
            onChange={(discount) => onChange({ discount })}
          />
        </div>
        {problem !== null && !isDisabled && <Notice tone="bad">{t(`sales.lines.problem_${problem}`)}</Notice>}
      </div>
      {totals && (
        <dl className={s.sums}>
          <div>
            <dt>{t('sales.paper.subtotal')}</dt>
            <dd className="num">{money(totals.subtotalMinor)}</dd>
          </div>
          {totals.discountMinor > 0 && (
            <div>
              <dt>{t('sales.paper.discount')}</dt>
              <dd className="num">−{money(totals.discountMinor)}</dd>
            </div>
          )}
          {totals.taxes
            .filter(({ basisPoints }) => basisPoints > 0)
            .map(({ basisPoints, taxMinor }) => (
              <div key={basisPoints}>
                <dt>{t(draft.includesTax ? 'sales.lines.tax_inside' : 'sales.paper.tax_of', { share: percent(basisPoints) })}</dt>
                <dd className="num">{money(taxMinor)}</dd>
              </div>
            ))}
          <div className={s.grand}>
            <dt>{t('sales.paper.total')}</dt>
            <dd className="num" data-total>
              {money(totals.totalMinor)}
            </dd>
          </div>
        </dl>
      )}
    </div>
  )
}
