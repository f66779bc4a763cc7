/** What a list shows of somebody in one word. Browser-safe, without schemas. */
export const lifecycleStages = ['iql', 'mql', 'sal', 'sql', 'opportunity', 'customer'] as const
export const commercialStates = ['nuevo', 'interesado', 'en_negociacion'] as const
export const badges = ['sin_atencion', 'en_negociacion', 'interesado', 'nuevo'] as const
export type LifecycleStage = (typeof lifecycleStages)[number]
export type CommercialState = (typeof commercialStates)[number]
export type Badge = (typeof badges)[number]

/** Whoever waits for longer than they may is shown as that, whatever else is going on with them. */
export const badgeOf = ({ attentionAt, state }: { attentionAt: string | null; state: CommercialState }, nowMs: number): Badge =>
  attentionAt !== null && Date.parse(attentionAt) <= nowMs ? 'sin_atencion' : state

export const rankOfStage = (stage: LifecycleStage | null): number => (stage === null ? -1 : lifecycleStages.indexOf(stage))
