import { Button, Select, Switch, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { createAwayReply, listAwayReplies, previewAwayReply, removeAwayReply, updateAwayReply } from '#bots/contract/away-api.ts'
import type { AwayPreview, AwayReply } from '#bots/contract/away.ts'
import { awayNames, unknownNames } from '#bots/contract/variables.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import { call } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { SaidText, TextVariables } from '#web/ui/ready-text.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#bots/web/answers/answers.module.css'
import '#web/ui/mantine-forms-css.ts'

/** `brand:<id>`, `channel:<id>` or nothing: one choice for a place. */
const placeOf = (reply: AwayReply | null): string | null =>
  reply?.channelId ? `channel:${reply.channelId}` : reply?.brandId ? `brand:${reply.brandId}` : null
const partsOf = (place: string | null) => {
  const [kind, id = null] = place?.split(':') ?? []
  return { brandId: kind === 'brand' ? id : null, channelId: kind === 'channel' ? id : null }
}

/** One message for closed hours, with how it would read now beside it. */
export function AwayDialog({ reply, onClose }: { reply: AwayReply | null; onClose: () => void }) {
  const t = useT()
  const { brands } = useSession()
  const { data: channels } = useApi(listChannelNames, {})
  const options = { invalidates: [listAwayReplies], onDone: onClose }
  const creating = useSend(createAwayReply, options)
  const updating = useSend(updateAwayReply, options)
  const removing = useSend(removeAwayReply, { ...options, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const form = useContractForm({
    initialValues: { place: placeOf(reply), text: reply?.text ?? t('bots.away.sample_text'), isActive: reply?.isActive ?? true },
    validate: {
      text: (value) => {
        const unknown = unknownNames(value, awayNames)
        if (unknown.length > 0) return t('bots.problems.unknown_variables', { names: unknown.map((name) => `{{${name}}}`).join(', ') })
        return value.trim() === '' ? t('bots.answers.no_text') : null
      },
    },
    save: ({ place, ...rest }) => {
      const input = { ...rest, ...partsOf(place) }
      return reply ? updating.send({ id: reply.id, ...input }, { ifMatch: reply.version }) : creating.send(input)
    },
  })
  const { place, text } = form.getValues()
  const remove = async () => {
    if (!reply) return
    const isSure = await confirm({ title: t('bots.away.remove_title'), confirm: t('bots.away.remove'), isDangerous: true })
    if (isSure) await removing.send({ id: reply.id }).catch(() => {})
  }
  const places = [
    ...(brands.length > 1 ? brands.map(({ id, name }) => ({ value: `brand:${id}`, label: t('bots.away.of_brand', { name }) })) : []),
    ...(channels?.items.map(({ id, name }) => ({ value: `channel:${id}`, label: t('bots.away.of_channel', { name }) })) ?? []),
  ]
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={t(reply ? 'bots.away.edit' : 'bots.away.new')}
      size={540}
      submit={reply ? t('web.action.save') : t('bots.away.create')}
      isDisabled={reply !== null && !form.isDirty()}
      aside={
        <div>
          {reply && (
            <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void remove()}>
              {t('bots.away.remove')}
            </Button>
          )}
        </div>
      }
    >
      <Select label={t('bots.away.place')} placeholder={t('bots.away.everywhere')} data={places} clearable {...form.field('place')} />
      <div>
        <Textarea label={t('bots.away.text')} minRows={3} maxRows={8} maxLength={1000} data-autofocus {...form.field('text')} />
        <TextVariables
          label={t('bots.answers.variables')}
          names={awayNames}
          wordOf={(name) => t(`bots.variable.${name}`)}
          onPick={(name) => form.setFieldValue('text', `${text}{{${name}}}`)}
        />
      </div>
      <Switch label={t('bots.away.is_active')} description={t('bots.away.once')} {...form.field('isActive', { type: 'checkbox' })} />
      <Preview text={text} place={place} />
    </DialogForm>
  )
}

function Preview({ text, place }: { text: string; place: string | null }) {
  const t = useT()
  const format = useFormat()
  const [asked] = useDebouncedValue(JSON.stringify({ text, ...partsOf(place) }), 300)
  const [data, setData] = useState<AwayPreview | null>(null)
  useEffect(() => {
    const ended = new AbortController()
    // Without it the form works just the same.
    call(previewAwayReply, JSON.parse(asked), { signal: ended.signal }).then(setData, () => {})
    return () => ended.abort()
  }, [asked])
  if (!data) return null
  return (
    <div>
      {data.text && <SaidText>{data.text}</SaidText>}
      <p className={s.standing}>
        {!data.hasHours
          ? t('bots.away.no_hours')
          : data.isOpen
            ? t('bots.away.open_now')
            : data.nextOpening
              ? t('bots.away.closed_until', { moment: format.full(data.nextOpening), holiday: data.holidayName ?? 'no' })
              : t('bots.away.closed')}{' '}
        <Link to="/ajustes/horarios">{t('bots.away.hours')}</Link>
      </p>
    </div>
  )
}
