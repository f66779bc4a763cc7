import { Button } from '@mantine/core'
import type { Difference, Proof } from '#inventory/contract/proof.ts'
import { getStockProof, repairStock } from '#inventory/contract/setting-api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/settings/settings.module.css'

/** What the comparison of last night found, and what to do about it. */
export function ProofSection() {
  const t = useT()
  const { data, error, refetch } = useApi(getStockProof, {})
  const proof = data?.proof as Proof | null | undefined
  return (
    <Section title={t('inventory.proof.title')} hint={t('inventory.proof.hint')}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : proof === undefined ? (
        <ListBones rows={1} face={false} />
      ) : proof === null ? (
        <p className={s.said}>{t('inventory.proof.never')}</p>
      ) : (
        <Outcome proof={proof} />
      )}
    </Section>
  )
}

function Outcome({ proof: { id, at, checkedCount, differences, repairedAt, repairedByName } }: { proof: Proof }) {
  const t = useT()
  const { send, sending } = useSend(repairStock, {
    invalidates: [getStockProof],
    onDone: () => void toast({ text: t('inventory.proof.done') }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const repair = async () => {
    const isSure = await confirm({
      title: t('inventory.proof.repair_title'),
      text: t('inventory.proof.repair_text'),
      confirm: t('inventory.proof.repair'),
    })
    if (isSure) void send({ id })
  }
  if (differences.length === 0)
    return (
      <p className={s.said}>
        {t('inventory.proof.fine', { count: checkedCount })} · <RelativeTime at={at} />
      </p>
    )
  return (
    <>
      <ul className={s.rows}>
        {differences.map((one, i) => (
          <DifferenceRow key={i} difference={one} />
        ))}
      </ul>
      {repairedAt === null ? (
        <Button mt="sm" loading={sending} onClick={() => void repair()}>
          {t('inventory.proof.repair')}
        </Button>
      ) : (
        <p className={s.said}>
          {t('inventory.proof.repaired', { name: repairedByName ?? 'none' })} · <RelativeTime at={repairedAt} />
        </p>
      )}
    </>
  )
}

function DifferenceRow({ difference: { kind, name, says, is, isMoney } }: { difference: Difference }) {
  const t = useT()
  const format = useFormat()
  const shown = (value: number) => (isMoney ? format.money(value) : format.number(value / 1000))
  return (
    <li>
      <span>
        <b>{name}</b>
        <small>{t(`inventory.proof.kinds.${kind}`)}</small>
      </span>
      <span className="num">{t('inventory.proof.difference', { says: shown(says), is: shown(is) })}</span>
    </li>
  )
}
