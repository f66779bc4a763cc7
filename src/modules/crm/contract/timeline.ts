/** By this name open records hear, at `crm.contact:<id>`, that their timeline is to be asked for again. */
export const timelineMoved = 'crm.timeline.moved'
