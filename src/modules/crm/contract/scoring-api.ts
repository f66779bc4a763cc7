import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ContactScore, LeadModel, LeadModelSummary } from '#crm/contract/lead-model.ts'
import { canManageScoring, canReadContacts } from '#crm/contract/permissions.ts'
import { SavedScoreSettings, ScoreSettings, ScoreSimulation, ScoreVersion } from '#crm/contract/scoring.ts'

/** What a contact scores now, and why. */
export const getContactScore = endpoint({
  method: 'GET',
  path: '/contacts/:id/score',
  permission: canReadContacts,
  input: z.object({ id: Id }),
  output: ContactScore,
})

export const getScoreSettings = endpoint({
  method: 'GET',
  path: '/score-settings',
  permission: canReadContacts,
  input: z.object({}),
  output: SavedScoreSettings,
})
/** Saves a new version and scores everybody again with it. Older ones are kept. */
export const saveScoreSettings = endpoint({
  method: 'PUT',
  path: '/score-settings',
  permission: canManageScoring,
  input: z.object({ settings: ScoreSettings }),
  output: SavedScoreSettings,
  versioned: true,
  bodyLimit: 256 * 1024,
})
export const listScoreVersions = endpoint({
  method: 'GET',
  path: '/score-versions',
  permission: canManageScoring,
  input: z.object({}),
  output: z.object({ items: z.array(ScoreVersion) }),
})
export const getScoreVersion = endpoint({
  method: 'GET',
  path: '/score-versions/:version',
  permission: canManageScoring,
  input: z.object({ version: z.coerce.number().int().min(0).max(1_000_000_000) }),
  output: SavedScoreSettings,
})
/** What rules would have meant for what already happened. Changes nothing. */
export const simulateScores = endpoint({
  method: 'POST',
  path: '/score-simulations',
  permission: canManageScoring,
  input: z.object({ settings: ScoreSettings }),
  output: ScoreSimulation,
  bodyLimit: 256 * 1024,
})

/** Versions of the learned model, newest first. */
export const listLeadModels = endpoint({
  method: 'GET',
  path: '/lead-models',
  permission: canReadContacts,
  input: z.object({}),
  output: z.object({ items: z.array(LeadModelSummary), isTraining: z.boolean() }),
})
export const getLeadModel = endpoint({
  method: 'GET',
  path: '/lead-models/:id',
  permission: canReadContacts,
  input: z.object({ id: Id }),
  output: LeadModel,
})
/** Learns again from the leads that are closed by now, in the background: `crm.lead-model.trained` tells when it is done. */
export const trainLeadModel = endpoint({
  method: 'POST',
  path: '/lead-models',
  permission: canManageScoring,
  input: z.object({}),
  output: z.object({ isTraining: z.boolean() }),
})
