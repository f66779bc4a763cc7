import { serve, type Route } from '#kernel/module.ts'
import * as api from '#inventory/contract/movement-api.ts'
import * as recipeApi from '#inventory/contract/recipe-api.ts'
import * as transferApi from '#inventory/contract/transfer-api.ts'
import * as adjusting from '#inventory/server/movements/adjusting.ts'
import * as movements from '#inventory/server/movements/movements.ts'
import * as recipes from '#inventory/server/recipes/recipes.ts'
import * as transfers from '#inventory/server/transfers/transfers.ts'

export const movementRoutes: readonly Route[] = [
  serve(api.listMovements, movements.list),
  serve(api.adjustStock, adjusting.adjust),
  serve(api.receiveStock, adjusting.receive),
  serve(api.produceStock, adjusting.produce),
  serve(api.reverseMovement, adjusting.reverse),
  serve(transferApi.listTransfers, transfers.list),
  serve(transferApi.getTransfer, transfers.get),
  serve(transferApi.sendTransfer, transfers.send),
  serve(transferApi.receiveTransfer, transfers.receive),
  serve(transferApi.cancelTransfer, transfers.cancel),
  serve(recipeApi.listRecipes, recipes.list),
  serve(recipeApi.getRecipe, recipes.get),
  serve(recipeApi.writeRecipe, recipes.write),
]
