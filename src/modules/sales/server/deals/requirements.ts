import { isClosing, type RequirableField, type StageKind } from '#sales/contract/pipeline.ts'

type Said = {
  amountMinor: number | null
  expectedClose: string | null
  nextStep: string | null
  contactId: string | null
  ownerId: string | null
  hasLines: boolean
}

const isSaid: Record<RequirableField, (deal: Said) => boolean> = {
  amount: ({ amountMinor }) => amountMinor !== null,
  expectedClose: ({ expectedClose }) => expectedClose !== null,
  nextStep: ({ nextStep }) => nextStep !== null,
  contact: ({ contactId }) => contactId !== null,
  owner: ({ ownerId }) => ownerId !== null,
  products: ({ hasLines }) => hasLines,
}

/** Everything that a deal has to say to come into a stage: what the stage asks for, and what its pipeline asks of open ones. */
export const askedBy = ({
  kind,
  requiredFields,
  asksNextStep,
}: {
  kind: StageKind
  requiredFields: readonly RequirableField[]
  asksNextStep: boolean
}): readonly RequirableField[] =>
  asksNextStep && !isClosing(kind) && !requiredFields.includes('nextStep') ? [...requiredFields, 'nextStep'] : requiredFields

/** What a stage asks for and the deal does not say, in the stage's order. */
export const missingFields = (required: readonly RequirableField[], deal: Said): RequirableField[] =>
  required.filter((field) => !isSaid[field](deal))
