import type { Plan } from './plan.ts'
import type { Amount } from './seed.ts'

export type Facts = {
  command: string
  began: Date
  commit: string
  machine: string
  versions: string
  load: { before: number; after: number }
  plan: Plan
  amount: Amount
  desk: Amount
  crowd: Amount
  table: string
}

/** The page that `--write` keeps: the table, where it was measured, and how. */
export function report({ command, began, commit, machine, versions, load, plan, amount, desk, crowd, table }: Facts): string {
  const count = (value: number): string => value.toLocaleString('en-US')
  return `# Performance

Written by \`${command} -- --write\`; do not edit by hand.

- When: ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}
- Machine: ${machine}, shared by the product, its database and the load generator
- ${versions}
- Data: ${count(amount.contacts)} contacts in ${amount.orgs} organizations (the largest with about a tenth of them), ${count(amount.conversations)} conversations, ${count(amount.conversations * amount.messagesEach)} messages; for agents, search and the thread one organization with ${count(desk.conversations)} conversations and ${count(desk.conversations * desk.messagesEach)} messages; for segments and merges one organization with ${count(crowd.contacts)} contacts
- Noise: other programs ran on this machine (load average ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after, on its own the measurement makes about 3)

${table}

## How

The product runs as \`npm start\` runs it: one process with its own PostgreSQL, durable commits, \`NODE_ENV=production\`. The generator is one more process
with prepared bytes on raw keep-alive sockets. Rates are medians of ${plan.rounds} run${plan.rounds === 1 ? '' : 's'} of ${plan.seconds} s after 1 s of warming up (saturated lists, webhooks and the inbox of agents: ${plan.warmUpSeconds} s, because a process that has just begun spends them compiling); quantiles are medians of the runs' quantiles.

- **Closed loop** (“saturated”, “50 connections”): each connection asks again as soon as it was answered. **Open loop** (a fixed rate): latency counts from
  the moment a request was due, so that a stall shows in all requests behind it.
- **Ratios** are to what the same machine did in the same run: a bare \`node:http\` server that says hello; the \`pg\` driver alone with the list's SQL,
  prepared, by a superuser; \`pgbench -S -M prepared\` on the same server.
- **List of contacts**: 50 rows with session cookie, permission, input validation and row security, asked by the owners of all organizations in turn.
- **Without row security**: the same product with a tenant condition written into that statement, no tenant setting sent, and the table's row security off.
- **Webhooks**: signed texts, every customer writes five times, half of them known contacts. After the run the rows are counted.
- **Screens**: real WebSockets, spread over all organizations; from the moment the webhook was due to the frame read by the other end.
- **Kitchens**: orders placed at a counter until both tablets of the kitchen have asked again and were answered; then lines marked as done, to the frame on the tablets.
- **Bots**: every message is answered by a drawn flow, delivered to an edge that takes everything, and looked for in the outbox from another connection.  **Flow editor**: frames of Chromium while the mouse moves the board of 300 steps, or one step of it, sixty times a second.
- **Deals**: the wheel turned over one column of the board, a card sent to the next stage by the keyboard until the frame after the one in which it is there; figures over every month and for one person; the paper of a draft from the request to the link.
- **Jobs**: handlers that do nothing, on a worker like the product's beside it; enqueuing and working share the machine.
- **Logins**: argon2id at 46 MiB; those that find the queue full are told 429 and when to come back.
- **Stop**: SIGTERM while lists are read and customers write, until the process is gone; clients go on until they cannot connect.
- **Inbox, searches**: a fixed rate too; the lists that screens ask for, by agents with most conversations assigned; words of every frequency, by somebody
  who may see everything. **Opening a thread**: from the press to the frame after the one that has its messages, on a page that has shown no thread yet.
- **Contacts**: the largest organization's owner looks twenty times a second. **Import**: a file with names, numbers, e-mails, addresses and notes goes through
  upload, dry run and import as the screen does it, while owners of all organizations read.
- **Segments**: one owner asks for the counts of trees of conditions, each twice a round, as a screen does while conditions are written. Half of the contacts
  have said something about promotions, two thirds wrote, two in five have a field of the business. **Made one**: from the request to the answer.
- **Taking**: all agents ask for the same conversation in one moment, over connections of their own; afterwards nobody may have been told what another was.
- **Memory**: \`VmRSS\` of the one process; PSS of the tree for everything together.
`
}
