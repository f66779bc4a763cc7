/** What `{{…}}` stands for in the values of a reminder's template. `link` leads back to the basket as it was left. */
export const reminderVariables = ['clientName', 'brandName', 'total', 'link'] as const
export type ReminderVariable = (typeof reminderVariables)[number]

const token = /\{\{\s*([^{}]*?)\s*\}\}/g
const isVariable = (name: string): name is ReminderVariable => (reminderVariables as readonly string[]).includes(name)

/** Variables in a text that stand for nothing, as they are written. */
export const unknownInReminder = (text: string): string[] =>
  [...text.matchAll(token)].filter(([, name = '']) => !isVariable(name)).map(([whole]) => whole)

/** A value of a template may not be empty: a dash stands where nothing is known. */
export const filledReminder = (text: string, known: Readonly<Record<ReminderVariable, string>>): string =>
  text.replaceAll(token, (whole, name: string) => (isVariable(name) ? known[name] : whole)).trim() || '-'
