import { ActionIcon, Button, Checkbox, TextInput, Textarea } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { newKey } from '#web/keys.ts'
import type { Cover, ProposalDocument, Section } from '#sales/contract/proposal-document.ts'
import { uploadProposalPicture } from '#sales/contract/proposal-template-api.ts'
import { emptyText } from '#sales/contract/rich-text.ts'
import type { Includable } from '#sales/web/proposals/rich-text-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { latePart } from '#web/late-part.tsx'
import { Fields } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'
import { PictureField } from '#web/ui/picture-field.tsx'
import { ListBones } from '#web/ui/states.tsx'
import s from '#sales/web/proposals/editor.module.css'

// The editor weighs as much as the rest of the page: it comes when somebody writes.
const RichTextField = latePart(() => import('#sales/web/proposals/rich-text-field.tsx').then((file) => file.RichTextField))

type Props = {
  document: ProposalDocument
  onChange: (document: ProposalDocument) => void
  includable: readonly Includable[]
  isDisabled?: boolean
}

/** What a template or a proposal says, part by part: cover, sections, terms. */
export function DocumentEditor({ document, onChange, includable, isDisabled = false }: Props) {
  const t = useT()
  const [open, setOpen] = useState<string>(document.sections[0]?.id ?? 'cover')
  const { cover, sections, terms } = document
  const place = sections.findIndex(({ id }) => id === open)
  const section = sections[place]
  const put = (next: Section[]): void => onChange({ ...document, sections: next })
  const change = (part: Partial<Section>): void => put(sections.map((one, i) => (i === place ? { ...one, ...part } : one)))
  const move = (by: number): void => {
    const next = [...sections]
    const [moved] = next.splice(place, 1)
    if (moved) next.splice(place + by, 0, moved)
    put(next)
  }
  const add = (): void => {
    const fresh: Section = { id: newKey(), title: '', startsPage: false, body: emptyText }
    put([...sections, fresh])
    setOpen(fresh.id)
  }
  const remove = (): void => {
    const rest = sections.filter((_, i) => i !== place)
    put(rest)
    setOpen(rest[Math.max(0, place - 1)]?.id ?? 'cover')
  }
  const parts = [
    { id: 'cover', name: t('sales.editor.cover') },
    ...sections.map(({ id, title }, i) => ({ id, name: title || t('sales.editor.section_n', { number: i + 1 }) })),
    { id: 'terms', name: t('sales.editor.terms') },
  ]
  return (
    <div className={s.document}>
      <div className={s.parts} role="group" aria-label={t('sales.editor.parts')}>
        {parts.map(({ id, name }) => (
          <button key={id} type="button" className={s.part} aria-pressed={id === open} onClick={() => setOpen(id)}>
            {name}
          </button>
        ))}
        {!isDisabled && sections.length < 40 && (
          <button type="button" className={s.part} onClick={add}>
            <IconPlus size={14} stroke={1.8} aria-hidden /> {t('sales.editor.add_section')}
          </button>
        )}
      </div>
      {open === 'cover' && (
        <CoverFields cover={cover} isDisabled={isDisabled} onChange={(next) => onChange({ ...document, cover: next })} />
      )}
      {section && (
        <Fields>
          <div className={s.sectionHead}>
            <TextInput
              label={t('sales.editor.section_title')}
              maxLength={160}
              disabled={isDisabled}
              value={section.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            {!isDisabled && (
              <>
                <ActionIcon variant="default" size={36} aria-label={t('sales.editor.up')} disabled={place === 0} onClick={() => move(-1)}>
                  <IconArrowUp size={16} stroke={1.7} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={36}
                  aria-label={t('sales.editor.down')}
                  disabled={place === sections.length - 1}
                  onClick={() => move(1)}
                >
                  <IconArrowDown size={16} stroke={1.7} />
                </ActionIcon>
                <ActionIcon variant="default" size={36} aria-label={t('sales.editor.remove_section')} onClick={remove}>
                  <IconTrash size={16} stroke={1.7} />
                </ActionIcon>
              </>
            )}
          </div>
          <Suspense fallback={<ListBones rows={4} face={false} />}>
            <RichTextField
              key={section.id}
              label={section.title || t('sales.editor.section_n', { number: place + 1 })}
              value={section.body}
              includable={includable}
              isDisabled={isDisabled}
              onChange={(body) => change({ body })}
            />
          </Suspense>
          <Checkbox
            label={t('sales.editor.starts_page')}
            disabled={isDisabled}
            checked={section.startsPage}
            onChange={(event) => change({ startsPage: event.currentTarget.checked })}
          />
        </Fields>
      )}
      {open === 'terms' && (
        <Suspense fallback={<ListBones rows={4} face={false} />}>
          <RichTextField
            key="terms"
            label={t('sales.editor.terms')}
            value={terms}
            includable={includable}
            isDisabled={isDisabled}
            onChange={(next) => onChange({ ...document, terms: next })}
          />
        </Suspense>
      )}
      {sections.length === 0 && open !== 'cover' && open !== 'terms' && <Button onClick={add}>{t('sales.editor.add_section')}</Button>}
    </div>
  )
}

function CoverFields({ cover, onChange, isDisabled }: { cover: Cover; onChange: (cover: Cover) => void; isDisabled: boolean }) {
  const t = useT()
  return (
    <Fields>
      <Checkbox
        label={t('sales.editor.cover_shown')}
        disabled={isDisabled}
        checked={cover.isShown}
        onChange={(event) => onChange({ ...cover, isShown: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('sales.editor.cover_logo')}
        description={t('sales.editor.cover_logo_hint')}
        disabled={isDisabled}
        checked={cover.showsLogo}
        onChange={(event) => onChange({ ...cover, showsLogo: event.currentTarget.checked })}
      />
      {cover.isShown && (
        <>
          <TextInput
            label={t('sales.editor.cover_title')}
            description={t('sales.editor.cover_title_hint')}
            maxLength={160}
            disabled={isDisabled}
            value={cover.title}
            onChange={(event) => onChange({ ...cover, title: event.currentTarget.value })}
          />
          <Textarea
            label={t('sales.editor.cover_subtitle')}
            maxLength={300}
            autosize
            minRows={2}
            disabled={isDisabled}
            value={cover.subtitle}
            onChange={(event) => onChange({ ...cover, subtitle: event.currentTarget.value })}
          />
          <PictureField
            label={t('sales.editor.cover_picture')}
            hint={t('sales.editor.cover_picture_hint')}
            upload={uploadProposalPicture}
            words={{
              choose: t(cover.picture ? 'sales.editor.cover_picture_replace' : 'sales.editor.cover_picture_add'),
              remove: t('sales.editor.cover_picture_remove'),
            }}
            hasPicture={Boolean(cover.picture)}
            isDisabled={isDisabled}
            onChange={(picture) => onChange({ ...cover, picture: picture && { fileId: picture.fileId } })}
          />
        </>
      )}
    </Fields>
  )
}
