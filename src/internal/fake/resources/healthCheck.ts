/** Says that the server is ready, as whoever waits for it asks. */
import * as Result from "effect/Result"
import type { FakeRequest } from "../protocol/message.ts"
import { makeRoute, type Route } from "../protocol/route.ts"

const path = "/v1/health-check"

/** Whether somebody asks only if the server is ready. */
export const asksForHealth = ({ method, target }: FakeRequest, prefix = ""): boolean =>
  method === "GET" && target.split("?")[0] === prefix + path

const up = { status: "up" }

/** Names what a server of one's own needs. The version is none of Novu's. */
const parts = { db: up, workflowQueue: up, apiVersion: { version: "fake", status: "up" } }

const route = makeRoute({ category: "global", level: "example", isPublic: true })

export const routes: ReadonlyArray<Route> = [
  route("GET", path, 200, () => Result.succeed({ status: "ok", info: parts, error: {}, details: parts }))
]
