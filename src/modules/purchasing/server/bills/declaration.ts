import { serve, type Route } from '#kernel/module.ts'
import * as api from '#purchasing/contract/bill-api.ts'
import * as bills from '#purchasing/server/bills/bills.ts'
import * as payments from '#purchasing/server/bills/payments.ts'
import * as recording from '#purchasing/server/bills/recording.ts'

export const billRoutes: readonly Route[] = [
  serve(api.listBills, bills.list),
  serve(api.getBill, bills.get),
  serve(api.recordBill, recording.record),
  serve(api.releaseBill, bills.release),
  serve(api.voidBill, bills.makeVoid),
  serve(api.paySupplier, payments.pay),
  serve(api.getAgeing, bills.ageing),
]
