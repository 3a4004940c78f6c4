/**
 * Bundles what a program would import and fails when it outgrows its budget.
 *
 *   node scripts/size.ts      (after npm run build)
 */
import { basename } from "node:path"
import { operations } from "../bench/measure/programs.ts"
import { bundles, gzipped, own } from "./size/bundle.ts"

/**
 * These are gzipped bytes: the present size, and a little room. Raise one only with
 * a reason in the changeset. 49 KB of each total are Effect's: the features use its
 * schemas, client, dates, metrics and logs (bench row `of Effect for that, nothing
 * of ours`).
 */
const budgets: ReadonlyArray<{
  readonly name: string
  readonly program: string
  readonly own: number
  readonly total: number
}> = [
  {
    name: "ChannelConnections over fetch",
    program: `
      import { layer as fetch } from "effect/http/FetchHttpClient"
      import { ChannelConnections, NovuTransport } from "effect-novu"
      export { ChannelConnections, fetch, NovuTransport }`,
    own: 28_000,
    total: 76_500
  },
  {
    name: "NovuClient, all groups, over fetch",
    program: `
      import { layer as fetch } from "effect/http/FetchHttpClient"
      import { NovuClient } from "effect-novu"
      export { NovuClient, fetch }`,
    own: 77_000,
    total: 137_000
  },
  {
    name: "a route for webhooks, nothing that calls Novu",
    program: `
      import { NovuWebhooks, WebhookLedger } from "effect-novu/Webhooks"
      import { toWebHandler } from "effect/http/HttpRouter"
      export { NovuWebhooks, toWebHandler, WebhookLedger }`,
    own: 12_000,
    total: 78_000
  },
  {
    name: "the client in promises, all groups, over fetch",
    program: `
      import { promisedClient } from "effect-novu/Promised"
      export { promisedClient }`,
    own: 78_500,
    total: 140_500
  }
]

/** Lists programs, and the names of our modules that may then be in the bundle, whatever folder they are in. */
const shaken: ReadonlyArray<{ readonly program: string; readonly keeps: ReadonlyArray<string> }> = [
  { program: `import "effect-novu"`, keeps: [] },
  { program: `import "effect-novu/Promised"`, keeps: [] },
  {
    program: `import { ResponseHeaders } from "effect-novu"; console.log(ResponseHeaders.retryAfter)`,
    keeps: ["ResponseHeaders", "fieldValues", "headerList", "httpDate", "rateLimitFields"]
  },
  {
    program: `import { Workspace } from "effect-novu"; console.log(Workspace)`,
    keeps: ["ChannelConnection", "Entity", "looseSchema"]
  },
  {
    program: `import { RetryPolicy } from "effect-novu"; console.log(RetryPolicy.none)`,
    keeps: ["RetryPolicy", "given"]
  }
]

/** This is the budget of one more operation that brings no schema with it, in bytes. */
const operationBudget = 150

for (const { name, own: ownBudget, program, total } of budgets) {
  for (const [bundler, bundle] of Object.entries(bundles)) {
    const [ours, all] = [gzipped(await bundle(program, "without-effect")), gzipped(await bundle(program, "whole"))]
    console.log(`${name}, ${bundler}: ours ${ours}/${ownBudget} B, with Effect ${all}/${total} B`)
    if (ours > ownBudget || all > total) process.exitCode = 1
  }
}

let lean = 0
for (const { keeps, program } of shaken) {
  for (const [bundler, bundle] of Object.entries(bundles)) {
    const kept = own(await bundle(program, "whole"))
    const surplus = kept.filter((file) => !keeps.includes(basename(file, ".js")))
    if (surplus.length === 0) {
      lean += 1
      continue
    }
    console.error(`${program}, ${bundler}: keeps ${surplus.join(", ")}`)
    process.exitCode = 1
  }
}
console.log(`${lean} of ${shaken.length * Object.keys(bundles).length} bundles keep nothing they do not use`)

for (const [bundler, bundle] of Object.entries(bundles)) {
  const [one, two] = [gzipped(await bundle(operations(1), "whole")), gzipped(await bundle(operations(2), "whole"))]
  console.log(`one more operation, ${bundler}: ${two - one}/${operationBudget} B`)
  if (two - one >= operationBudget) process.exitCode = 1
}
