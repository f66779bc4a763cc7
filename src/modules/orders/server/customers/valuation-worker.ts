import { parentPort } from 'node:worker_threads'
import { valuate, type Customers } from '#orders/server/customers/valuation.ts'

/** The body of the thread: it answers each question once. */
parentPort?.on('message', (customers: Customers) => parentPort?.postMessage(valuate(customers)))
