import { afterAll, assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"

const said: Record<string, RegExp> = {
  "campaign.ts": /campaign 2026-spring in development: sent 20000, failed 0/,
  "outbox.ts": /order-20 placed\n10 orders placed, 10 declined, 10 customers told/,
  "announce.ts": /taken 99990, failed 10\n {2}10 × InvalidInput: /,
  "connect-many.ts": /created 990, already there 0, failed 10\n {2}10 × NotFound: Integration not found: slack-retired/,
  "connect-slack-workspace.ts": /connected: chconn_/,
  "multi-tenant.ts": /globex: was connected as chconn_\S+\ninitech: not a tenant\nacme: was connected as chconn_/,
  "oauth-flow.ts": /messages go to slack_channel slack-ada-general/,
  "onboarding.ts": /was connected as chconn_[\s\S]*in the inbox of ada: Welcome: Your workspace is connected\./,
  "quickstart.ts": /connections made {5}1: chconn_[\s\S]*inbox of ada {9}Shipped: Your order is on its way. \(unread\)/,
  "rotate-tokens.ts": /now holds \{[^}]*<redacted>/,
  "sync-workflows.ts": /created {3}layout main-layout\nupdated {3}workflow order-shipped: [^\n]*\n2 of 2 written/,
  "webhook-receiver.ts": /sent to ada[\s\S]*read by ada\n6 webhooks in 12 attempts/,
  "stream-connections.ts": /3 connections of tenant:acme/
}

const { NOVU_API_URL: _, NOVU_SECRET_KEY: __, ...env } = process.env

const folder = mkdtempSync(join(tmpdir(), "examples-"))

describe("examples", () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  for (const file of globSync("examples/*.ts")) {
    it(`${file} runs against the fake and shows no token`, { timeout: 60_000 }, () => {
      const output = execFileSync(process.execPath, ["--conditions=effect-novu:source", file], {
        encoding: "utf8",
        env: { ...env, NO_COLOR: "1", DATABASE_FILE: join(folder, `${basename(file)}.db`) }
      })
      assert.match(output, said[file.slice("examples/".length)] ?? /^$/)
      assert.notMatch(output, /xox[be]/)
    })
  }
})
