import { IconMoodSmile } from '@tabler/icons-react'
import { canManageSurveys, canReadSurveys } from '#surveys/contract/permissions.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'surveys',
  pages: [
    {
      path: '/encuestas',
      title: 'surveys.nav',
      permission: canReadSurveys,
      skeleton: 'board',
      page: () => import('./results/results.page.tsx').then((file) => file.ResultsPage),
    },
  ],
  nav: [
    {
      group: 'operate',
      icon: IconMoodSmile,
      label: 'surveys.nav',
      to: '/encuestas',
      permission: canReadSurveys,
      order: 93,
      onPhone: false,
    },
  ],
  settings: [
    {
      path: 'encuestas',
      section: 'channels',
      icon: IconMoodSmile,
      title: 'surveys.nav',
      hint: 'surveys.list.hint',
      also: 'surveys.list.also',
      permission: canManageSurveys,
      order: 65,
      page: () => import('./surveys/survey-list.page.tsx').then((file) => file.SurveyListPage),
    },
    {
      path: 'encuestas/nueva',
      section: 'channels',
      title: 'surveys.editor.new_title',
      permission: canManageSurveys,
      isHidden: true,
      page: () => import('./surveys/survey.page.tsx').then((file) => file.NewSurveyPage),
    },
    {
      path: 'encuestas/$id',
      section: 'channels',
      title: 'surveys.editor.title',
      permission: canManageSurveys,
      isHidden: true,
      page: () => import('./surveys/survey.page.tsx').then((file) => file.SurveyPage),
    },
  ],
  commands: [
    {
      name: 'surveys.results',
      label: 'surveys.command.results',
      icon: IconMoodSmile,
      permission: canReadSurveys,
      also: 'surveys.command.results_also',
      run: ({ go }) => go('/encuestas'),
    },
  ],
  panels: [
    {
      slot: 'contact',
      name: 'surveys.contact',
      title: 'surveys.nav',
      permission: canReadSurveys,
      order: 60,
      panel: () => import('./contacts/contact-surveys.tsx').then((file) => file.ContactSurveys),
    },
  ],
})
