import type { Outgoing } from '#conversations/contract/content.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { scaleOf, scoresOf, type SurveyKind } from '#surveys/contract/scale.ts'
import type { TemplateVariable } from '#surveys/contract/variables.ts'
import type { SurveyRow } from '#surveys/server/surveys/surveys.store.ts'
import { own } from '#kernel/contract/own.ts'

type Asked = Pick<SurveyRow, 'kind' | 'look' | 'language' | 'texts'>

/** What our buttons and rows are called, up to the score. */
export const choiceIdOf = (invitationId: string): string => `surveys:${invitationId}:`

/** With three buttons these scores can be given. */
export const buttonScores = [5, 3, 1] as const

/** How a score reads on a button, a row or the page: `5 · Excelente`; those between the named ones are the number alone. */
export function labelOf({ kind, language }: { kind: SurveyKind; language: SurveyRow['language'] }, score: number): string {
  const scale = scaleOf(kind)
  const isNamed = kind === 'csat' || score === scale?.min || score === scale?.max
  return isNamed ? `${score} · ${translator(language)(`surveys.chat.labels.${kind}_${score}`)}` : String(score)
}

/**
 * The question as a message inside the window: a list or buttons; where a scale has more values than a list has rows, or the
 * channel has neither, a text that says which numbers it takes, with the link beside it.
 */
export function questionOf(
  survey: Asked,
  { invitationId, url, isInteractive }: { invitationId: string; url: string; isInteractive: boolean },
): Outgoing {
  const { kind, look, language, texts } = survey
  const t = translator(language)
  const id = choiceIdOf(invitationId)
  const scale = scaleOf(kind)
  if (scale === null) return { kind: 'text', text: texts.question }
  const framed = { header: null, body: texts.question, footer: null }
  if (isInteractive && kind === 'csat' && look === 'buttons')
    return {
      kind: 'interactive',
      interactive: {
        type: 'buttons',
        ...framed,
        buttons: buttonScores.map((score) => ({ id: `${id}${score}`, title: t(`surveys.chat.buttons.${score}`) })),
      },
    }
  if (isInteractive && kind !== 'nps')
    return {
      kind: 'interactive',
      interactive: {
        type: 'list',
        ...framed,
        button: t('surveys.chat.choose'),
        sections: [
          { title: null, rows: scoresOf(kind).map((score) => ({ id: `${id}${score}`, title: labelOf(survey, score), description: null })) },
        ],
      },
    }
  const numbers = t('surveys.chat.with_number', { min: scale.min, max: scale.max })
  if (isInteractive && /^https?:\/\/[^\s/.]+\.[^\s]+$/i.test(url))
    return {
      kind: 'interactive',
      interactive: { type: 'link', ...framed, body: `${texts.question}\n\n${numbers}`, text: t('surveys.chat.open'), url },
    }
  return { kind: 'text', text: `${texts.question}\n\n${numbers}\n${url}` }
}

/** What `{{nombre}}` and its like stand for in the values of a template. */
export function templateOf(
  template: NonNullable<SurveyRow['template']>,
  known: { name: string; brand: string; url: string; token: string },
): Outgoing {
  const words: Record<TemplateVariable, string> = { nombre: known.name, negocio: known.brand, enlace: known.url, codigo: known.token }
  const values = Object.fromEntries(
    Object.entries(template.values).map(([key, value]) => [
      key,
      value.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => own(words, name) ?? whole),
    ]),
  )
  return { kind: 'template', templateId: template.templateId, values, headerFileId: null, place: null }
}
