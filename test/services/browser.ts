/** Starts Debian's browser without its background requests, so that it loads only what a test asks for. */
import { Effect } from "effect"
import { chromium } from "playwright-core"

export const browser = Effect.acquireRelease(
  Effect.promise(() =>
    chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    })
  ),
  (chrome) => Effect.promise(() => chrome.close())
)
