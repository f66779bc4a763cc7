import { ActionIcon, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { listRoutingRules, orderRoutingRules, updateRoutingRule } from '#conversations/contract/routing-api.ts'
import type { RoutingRule } from '#conversations/contract/routing.ts'
import { useRuleWords } from '#conversations/web/routing/rule-words.ts'
import { change } from '#web/cache.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/routing/routing.module.css'

type Props = { rules: readonly RoutingRule[]; onOpen: (rule: RoutingRule) => void }

/** The rules, each a sentence. The first that fits decides, so their order is part of what they say. */
export function RuleList({ rules, onOpen }: Props) {
  const t = useT()
  const sentence = useRuleWords()
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const order = useSend(orderRoutingRules, {
    invalidates: [listRoutingRules],
    onProblem,
    optimistic: (queryClient, { ids }) =>
      change(queryClient, listRoutingRules, {}, ({ items }) => ({
        items: ids.flatMap((id) => items.find((rule) => rule.id === id) ?? []),
      })),
  })
  const update = useSend(updateRoutingRule, { invalidates: [listRoutingRules], onProblem })
  const move = (from: number, by: -1 | 1) => {
    const ids = rules.map(({ id }) => id)
    const [moved] = ids.splice(from, 1)
    if (moved) ids.splice(from + by, 0, moved)
    order.send({ ids }).catch(() => {})
  }
  const toggle = ({ id, version, position: _position, ...rule }: RoutingRule) =>
    void update.send({ id, ...rule, isActive: !rule.isActive }, { ifMatch: version }).catch(() => {})
  return (
    <ol className={s.rules}>
      {rules.map((rule, i) => (
        <li key={rule.id} data-off={!rule.isActive || undefined}>
          <span className={`${s.place} num`} aria-hidden>
            {i + 1}
          </span>
          <button type="button" className={s.rule} onClick={() => onOpen(rule)}>
            <b>{rule.name}</b>
            <span>{sentence(rule)}</span>
          </button>
          <ActionIcon aria-label={t('conversations.routing.up', { name: rule.name })} disabled={i === 0} onClick={() => move(i, -1)}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            aria-label={t('conversations.routing.down', { name: rule.name })}
            disabled={i === rules.length - 1}
            onClick={() => move(i, 1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <Switch
            aria-label={t('conversations.routing.active', { name: rule.name })}
            checked={rule.isActive}
            onChange={() => toggle(rule)}
          />
        </li>
      ))}
    </ol>
  )
}
