export const wizardSteps = ['needs', 'credentials', 'webhook', 'number', 'test'] as const
export type WizardStep = (typeof wizardSteps)[number]
