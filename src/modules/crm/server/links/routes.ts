import { serve, type Route } from '#kernel/module.ts'
import * as api from '#crm/contract/link-api.ts'
import * as links from '#crm/server/links/links.ts'

export const linkRoutes: readonly Route[] = [
  serve(api.listLinks, links.list),
  serve(api.linkContact, links.link),
  serve(api.unlinkContact, links.unlink),
]
