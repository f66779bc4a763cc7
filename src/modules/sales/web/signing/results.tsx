import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { Button, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { canManageTemplates } from '#sales/contract/permissions.ts'
import { getProposalResults, setProposalCost } from '#sales/contract/signing-api.ts'
import type { ProposalResults } from '#sales/contract/signing.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { ProgressBar, Stat, StatRow } from '#web/ui/marks.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#sales/web/signing/results.module.css'
import signing from '#sales/web/signing/signing.module.css'

const spans = { '30': 30, '90': 90, '365': 365 } as const

/** What proposals bring: how many are accepted, how soon, and for how much. */
export function Results() {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const [span, setSpan] = useState<keyof typeof spans>('90')
  const [isSetting, setSetting] = useState(false)
  const { data, error, refetch } = useApi(getProposalResults, { days: spans[span] }, { keepsPrevious: true })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={3} face={false} />
  const main = data.money.find(({ currency }) => currency === format.region.currency) ?? data.money[0]
  const others = data.money.filter((one) => one !== main)
  return (
    <section className={s.results} aria-label={t('sales.signing.results.title')}>
      <header>
        <SegmentedTabs
          label={t('sales.signing.results.title')}
          value={span}
          onChange={setSpan}
          choices={(['30', '90', '365'] as const).map((value) => ({
            value,
            label: value === '365' ? t('sales.signing.results.year') : t('sales.signing.results.days', { count: spans[value] }),
          }))}
        />
        <p className={signing.none}>{t('sales.signing.results.hint')}</p>
      </header>
      {data.sent === 0 || !main ? (
        <p className={signing.none}>{t('sales.signing.results.none')}</p>
      ) : (
        <StatRow>
          <Stat
            label={t('sales.signing.results.conversion')}
            value={data.conversion === null ? '–' : format.percent(data.conversion)}
            change={{ text: t('sales.signing.results.of_sent', { accepted: data.accepted, sent: data.sent }), tone: 'plain' }}
          />
          <Stat
            label={t('sales.signing.results.close')}
            value={data.medianSeconds === null ? '–' : format.duration(data.medianSeconds)}
            change={{ text: t('sales.signing.results.close_hint'), tone: 'plain' }}
          />
          <Stat
            label={t('sales.signing.results.won')}
            value={[main, ...others].map(({ wonMinor, currency }) => format.money(wonMinor, currency, true)).join(' · ')}
            change={{
              text: t('sales.signing.results.offered', { amount: format.money(main.sentMinor, main.currency, true) }),
              tone: 'plain',
            }}
          />
          <Stat
            label={t('sales.signing.results.return')}
            value={main.returnRatio === null ? '–' : format.percent(main.returnRatio)}
            change={costOf(data, t, format)}
          />
        </StatRow>
      )}
      {data.sent > 0 && <Funnel data={data} />}
      <div className={s.more}>
        <Link to="/informes">{t('sales.signing.results.more')}</Link>
        {may(canManageTemplates) && (
          <button type="button" className={s.setting} onClick={() => setSetting(true)}>
            {t(data.cost ? 'sales.signing.results.cost_title' : 'sales.signing.results.set_cost')}
          </button>
        )}
      </div>
      {isSetting && <CostDialog cost={data.cost} onClose={() => setSetting(false)} />}
    </section>
  )
}

/** What became of each that was sent. */
function Funnel({ data }: { data: ProposalResults }) {
  const t = useT()
  const rows = [
    ['viewed', data.viewed],
    ['accepted', data.accepted],
    ['rejected', data.rejected],
    ['expired', data.expired],
    ['pending', data.sent - data.accepted - data.rejected - data.expired],
  ] as const
  return (
    <div>
      <h2>{t('sales.signing.results.funnel')}</h2>
      <ul className={s.funnel}>
        {rows.map(([what, count]) => (
          <li key={what}>
            <span>{t(`sales.reports.columns.${what}`)}</span>
            <ProgressBar value={count / data.sent} label={t(`sales.reports.columns.${what}`)} />
            <span className="num">{count}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const costOf = ({ cost }: ProposalResults, t: ReturnType<typeof useT>, format: ReturnType<typeof useFormat>) =>
  cost && cost.amountMinor > 0
    ? { text: t('sales.signing.results.return_hint', { amount: format.money(cost.amountMinor, cost.currency) }), tone: 'plain' as const }
    : null

function CostDialog({ cost, onClose }: { cost: ProposalResults['cost']; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const currency = cost?.currency ?? format.region.currency
  const digits = minorDigits(currency)
  const [amount, setAmount] = useState<number | string>(cost ? cost.amountMinor / 10 ** digits : '')
  const { send, sending, problem } = useSend(setProposalCost, { invalidates: [getProposalResults], onDone: onClose })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.signing.results.cost_title')}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        className={signing.sending}
        onSubmit={(event) => {
          event.preventDefault()
          if (typeof amount !== 'number') return
          send({ amountMinor: Math.round(amount * 10 ** digits), currency: currency as 'ARS' }).catch(() => {})
        }}
      >
        <NumberField
          label={t('sales.signing.results.cost')}
          description={t('sales.signing.results.cost_hint')}
          prefix={`${currency} `}
          value={amount}
          onChange={setAmount}
          min={0}
          max={1_000_000_000}
          decimals={digits}
          required
          error={problem}
        />
        <div className={signing.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('sales.signing.cancel')}
          </Button>
          <Button type="submit" loading={sending}>
            {t('sales.signing.results.save')}
          </Button>
        </div>
      </CheckedForm>
    </Modal>
  )
}
