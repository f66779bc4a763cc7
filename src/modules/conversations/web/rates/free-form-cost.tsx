import { CostLine, useCosts } from '#conversations/web/rates/costs.tsx'

/** What an answer inside the window costs, once somebody begins to write one. Nothing while it is free. */
export function FreeFormCost({ conversationId, isWanted }: { conversationId: string; isWanted: boolean }) {
  const quote = useCosts(conversationId, isWanted)?.freeForm
  if (!isWanted || !quote || (quote.kind === 'free' && quote.why === 'window')) return null
  return (
    <>
      <CostLine quote={quote} />
      {' · '}
    </>
  )
}
