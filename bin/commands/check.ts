import type { Config } from '#kernel/config/config.ts'

/** What the doctor found about one thing: `bad` keeps Yapa from working, `note` only deserves attention. */
export type Finding = { state: 'good' | 'note' | 'bad'; told: string; cure?: string }
export type Check = {
  name: string
  look: (config: Config) => Promise<Finding>
  /** It reads the data folder, and says nothing where that is closed to us. */
  isOfData?: true
}

export const good = (told: string): Finding => ({ state: 'good', told })
export const note = (told: string, cure: string): Finding => ({ state: 'note', told, cure })
export const bad = (told: string, cure: string): Finding => ({ state: 'bad', told, cure })
