/** Says which servers, keys and plans have a route, and how the others refuse it. */
import * as Result from "effect/Result"
import type { Era, FakeNovuOptions, Plan } from "../../../Testing/FakeOptions.ts"
import { isSince } from "../store/eras.ts"
import type { FakeRequest } from "./message.ts"
import { notFound, type Rejection, rejectPlainly, unauthorized } from "./rejection.ts"

export interface Availability {
  /** Names the first era that has the route. Older servers do not know it. */
  readonly since?: Era
  /** Names the first era in which an API key may use the route. */
  readonly openSince?: Era
  /** Names the plans that have the route. A server of one's own that is not among them does not know the route. */
  readonly plans?: ReadonlyArray<Plan>
}

/** Plans from this one on have what the enterprise build adds. */
export const businessPlans: ReadonlyArray<Plan> = ["business", "enterprise"]

const planOf = ({ plan = "business" }: FakeNovuOptions): Plan => plan

const isWithin = (options: FakeNovuOptions, era: Era | undefined): boolean =>
  era === undefined || isSince({ options }, era)

/** A server that does not know the route answers as to any other unknown route. */
export const checkBuild = (
  { plans, since }: Availability,
  options: FakeNovuOptions,
  { method, target }: FakeRequest
): Result.Result<void, Rejection> =>
  isWithin(options, since) && (planOf(options) !== "self-hosted" || plans?.includes("self-hosted") !== false)
    ? Result.succeed(undefined)
    : Result.fail(notFound(`Cannot ${method} ${target}`))

export const checkOpen = ({ openSince }: Availability, options: FakeNovuOptions): Result.Result<void, Rejection> =>
  isWithin(options, openSince) ? Result.succeed(undefined) : Result.fail(unauthorized("API endpoint not available"))

export const checkPlan = ({ plans }: Availability, options: FakeNovuOptions): Result.Result<void, Rejection> =>
  plans === undefined || plans.includes(planOf(options)) ? Result.succeed(undefined) : Result.fail(rejectPlainly(402))
