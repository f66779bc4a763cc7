import { Button, TextInput } from '@mantine/core'
import { IconArrowLeft, IconArrowUp, IconPaperclip } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Outgoing, Uploaded } from '#conversations/contract/content.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { fieldsOf, filled, oneLine, type TemplateField } from '#conversations/contract/template-text.ts'
import type { Template } from '#conversations/contract/template.ts'
import { uploadMedia } from '#conversations/contract/api.ts'
import { CostLine, useCosts } from '#conversations/web/rates/costs.tsx'
import { usePrefilled } from '#conversations/web/templates/prefilled.ts'
import { shownDesign, TemplateBubble } from '#conversations/web/templates/template-bubble.tsx'
import { titleOf } from '#conversations/web/templates/template-marks.tsx'
import { useFieldWords } from '#conversations/web/templates/field-words.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { keysText } from '#web/ui/marks.tsx'
import { Notice } from '#web/ui/states.tsx'
import { FileButton } from '#web/ui/file-button.tsx'
import s from '#conversations/web/templates/template-picker.module.css'

/** What is sent, and the words that stand for it until the server has it. */
export type Chosen = { text: string; template: Extract<Outgoing, { kind: 'template' }> }

type Props = { template: Template; conversation: Conversation; onBack: () => void; onSend: (chosen: Chosen) => void }
type Place = { name: string; address: string; latitude: string; longitude: string }

const accepted = { image: 'image/jpeg,image/png', video: 'video/mp4,video/3gpp', document: 'application/pdf' }

/** The blanks of a template beside what the customer will see, its price, and the one button. */
export function TemplateFill({ template, conversation, onBack, onSend }: Props) {
  const t = useT()
  const { design, headerFile, category, id: templateId } = template
  const fields = fieldsOf(design)
  const words = useFieldWords()
  const prefilled = usePrefilled(conversation)
  const labelOf = (field: TemplateField) => {
    const source = template.sources[field.key]
    return source && source !== 'text' ? t(`conversations.templates.sources.${source}`) : words(field)
  }
  const costs = useCosts(conversation.id)
  const [values, setValues] = useState<Record<string, string>>(() => ({
    ...Object.fromEntries(fields.flatMap(({ key, place, example }) => (place === 'button' && example ? [[key, example]] : []))),
    ...prefilled(template),
  }))
  const [file, setFile] = useState<Uploaded | null>(null)
  const [isAsked, setAsked] = useState(false)
  const [place, setPlace] = useState<Place>({ name: '', address: '', latitude: '', longitude: '' })
  const box = useRef<HTMLFormElement>(null)
  const uploading = useSend(uploadMedia, { onDone: setFile })
  const header = design.header
  const media = header && 'fileId' in header ? header.kind : null

  useEffect(() => {
    const empty = [...(box.current?.querySelectorAll<HTMLInputElement>('input[type=text]') ?? [])].find(({ value }) => value === '')
    ;(empty ?? box.current?.querySelector<HTMLButtonElement>('button[type=submit]'))?.focus()
  }, [])

  const hasFile = media === null || file !== null || headerFile !== null
  const said = (text: string) => (oneLine(text) === '' ? t('kernel.fields.missing') : '')
  const saidOfPlace = (name: keyof Place) =>
    name === 'address' ? '' : said(place[name]) || (name === 'name' ? '' : saidOfDegrees(place[name], name === 'latitude' ? 90 : 180))
  const saidOfDegrees = (text: string, most: number) => {
    const degrees = degreesOf(text)
    if (Number.isNaN(degrees)) return t('kernel.fields.number')
    if (degrees > most) return t('kernel.fields.at_most', { count: most })
    return degrees < -most ? t('kernel.fields.at_least', { count: -most }) : ''
  }
  const send = () => {
    if (!hasFile || uploading.sending) return
    onSend({
      text: filled(design.body, 'body', values),
      template: {
        kind: 'template',
        templateId,
        values: Object.fromEntries(fields.map(({ key }) => [key, oneLine(values[key] ?? '')])),
        headerFileId: file?.fileId ?? null,
        place:
          header?.kind === 'location'
            ? {
                name: place.name.trim(),
                address: place.address.trim(),
                latitude: degreesOf(place.latitude),
                longitude: degreesOf(place.longitude),
              }
            : null,
      },
    })
  }
  const shownFile = file
    ? { url: file.thumbnailUrl ?? file.url, name: file.filename }
    : { url: headerFile?.thumbnailUrl ?? headerFile?.url ?? null, name: headerFile?.filename ?? '' }
  return (
    <CheckedForm
      ref={box}
      className={s.fill}
      aria-label={titleOf(template.name)}
      onSubmitCapture={() => setAsked(true)}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onBack()
      }}
    >
      <div className={s.blanks}>
        {fields.map((field) => (
          <TextInput
            key={field.key}
            ref={(input) => input?.setCustomValidity(said(values[field.key] ?? ''))}
            type="text"
            label={labelOf(field)}
            placeholder={field.example}
            maxLength={1024}
            value={values[field.key] ?? ''}
            onChange={(event) => setValues({ ...values, [field.key]: event.currentTarget.value })}
          />
        ))}
        {media && (
          <div className={s.file}>
            <span>{file?.filename ?? headerFile?.filename ?? t('conversations.templates.picker.file')}</span>
            <FileButton
              label={t('conversations.templates.picker.file')}
              accept={accepted[media]}
              size="xs"
              loading={uploading.sending}
              leftSection={<IconPaperclip size={14} />}
              onFile={(one) => void uploading.send({}, { files: { file: one } }).catch(() => {})}
            >
              {t(`conversations.templates.${hasFile ? 'change_file' : 'choose_file'}`)}
            </FileButton>
          </div>
        )}
        {isAsked && !hasFile && !uploading.problem && <Notice tone="bad">{t('conversations.templates.picker.file_missing')}</Notice>}
        {uploading.problem && <Notice tone="bad">{uploading.problem}</Notice>}
        {header?.kind === 'location' &&
          (['name', 'address', 'latitude', 'longitude'] as const).map((name) => (
            <TextInput
              key={name}
              ref={(input) => input?.setCustomValidity(saidOfPlace(name))}
              type="text"
              label={t(`conversations.templates.picker.${name === 'name' ? 'place_name' : name}`)}
              value={place[name]}
              onChange={(event) => setPlace({ ...place, [name]: event.currentTarget.value })}
            />
          ))}
      </div>
      <figure className={s.preview} aria-label={t('conversations.templates.preview')}>
        <TemplateBubble {...shownDesign(design, values, shownFile)} />
      </figure>
      <footer className={s.foot}>
        <Button variant="subtle" color="gray" size="xs" leftSection={<IconArrowLeft size={14} />} onClick={onBack}>
          {t('conversations.templates.picker.back')}
        </Button>
        <span className={s.gap} />
        <CostLine quote={costs?.templates[category]} />
        <Button type="submit" size="xs" loading={uploading.sending} leftSection={<IconArrowUp size={15} />} title={keysText('enter')}>
          {t('conversations.templates.picker.send')}
        </Button>
      </footer>
    </CheckedForm>
  )
}

/** As maps write it and as people do: with a point or a comma. */
const degreesOf = (text: string): number => Number(text.trim().replace(',', '.'))
