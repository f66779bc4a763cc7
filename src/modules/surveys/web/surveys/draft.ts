import type { SurveyKind } from '#surveys/contract/scale.ts'
import type { Survey } from '#surveys/contract/survey.ts'

/** A survey as its form holds it. */
export type Draft = Pick<
  Survey,
  | 'name'
  | 'kind'
  | 'look'
  | 'language'
  | 'texts'
  | 'brandIds'
  | 'channelIds'
  | 'teamIds'
  | 'about'
  | 'delayMinutes'
  | 'samplePercent'
  | 'cooldownDays'
  | 'expiresHours'
  | 'template'
  | 'opensTask'
  | 'isActive'
>

type Words = (key: string) => string

/** What a survey of a kind usually asks. */
export const usualTexts = (t: Words, kind: SurveyKind): Survey['texts'] => ({
  question: t(`surveys.usual.question_${kind}`),
  good: t('surveys.usual.good'),
  middle: t('surveys.usual.middle'),
  bad: t('surveys.usual.bad'),
  followUp: kind === 'open' ? '' : t('surveys.usual.follow_up'),
})

export const newDraft = (t: Words, language: Survey['language']): Draft => ({
  name: t('surveys.usual.name_csat'),
  kind: 'csat',
  look: 'list',
  language,
  texts: usualTexts(t, 'csat'),
  brandIds: [],
  channelIds: [],
  teamIds: [],
  about: 'resolution',
  delayMinutes: 5,
  samplePercent: 100,
  cooldownDays: 30,
  expiresHours: 72,
  opensTask: true,
  isActive: true,
  template: null,
})

export const draftOf = (survey: Survey): Draft => ({
  name: survey.name,
  kind: survey.kind,
  look: survey.look,
  language: survey.language,
  texts: survey.texts,
  brandIds: survey.brandIds,
  channelIds: survey.channelIds,
  teamIds: survey.teamIds,
  about: survey.about,
  delayMinutes: survey.delayMinutes,
  samplePercent: survey.samplePercent,
  cooldownDays: survey.cooldownDays,
  expiresHours: survey.expiresHours,
  opensTask: survey.opensTask,
  isActive: survey.isActive,
  template: survey.template,
})
