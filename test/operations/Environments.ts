import * as dto from "@novu/api/models/components/index.js"
import { Effect } from "effect"
import { NovuTransport } from "effect-novu"
import { Environments } from "effect-novu/Client/Environments"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { publishesLayouts, sendsDryRun } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const development = "6615943e7ace93b0540ae377"

const production = "6615943e7ace93b0540ae378"

/** A key of the newest Novu reaches one environment only, and these operations need others. */
const fake = { era: "2026-05" } as const

const payload = { name: "Pre Live", color: "#FF8547", parentId: development }

const preLive = made(Environments.operations.create, { payload })

/** A fake gives the same ids in the same order, so that of the example is read from another one. */
const environmentId = await Effect.runPromise(
  Effect.gen(function*() {
    const { result } = yield* (yield* NovuTransport).call(Environments.operations.create, { payload })
    return result._id
  }).pipe(Effect.provide(FakeNovu.layerClient(fake)), Effect.provide(TestClock.layer()))
)

const workflow: Need = Effect.flatMap(FakeNovu, (novu) => novu.workflow({ id: "welcome", steps: ["in_app"] }))

const layout: Need = Effect.flatMap(FakeNovu, (novu) => novu.seed({ layouts: ["main"] }))

/** The SDK drops what Novu's document leaves out. */
const documented = (row: unknown): unknown => {
  const { bridge: _, color: __, createdAt: ___, dns: ____, updatedAt: _____, ...rest } = Object(row)
  return rest
}

/** The SDK publishes everything where it is given no resources. */
const withoutAll = <P>(payload: P): P => {
  const { resources, ...rest } = Object(payload)
  return resources === "all" ? rest : payload
}

const answer = { reads: dto.EnvironmentResponseDto$inboundSchema, limits: Limits.environment }

const params = { environmentId }

const target = { targetEnvironmentId: production }

export const environments: Rows<typeof Environments> = {
  list: {
    asks: (novu) => novu.environments.list(),
    reads: answer.reads.array(),
    limits: answer.limits,
    told: (result) => Array.from(Object(result), documented),
    needs: [preLive],
    lost: "same"
  },
  create: {
    asks: (novu, { payload: sent }) => novu.environments.create(sent),
    takes: { payload: dto.CreateEnvironmentRequestDto$outboundSchema },
    ...answer,
    told: documented,
    example: { payload },
    lost: "found"
  },
  update: {
    asks: (novu, { params: path, payload: sent }) => novu.environments.update(sent, path.environmentId),
    takes: { payload: dto.UpdateEnvironmentRequestDto$outboundSchema },
    reads: answer.reads,
    limits: Limits.updatedEnvironment,
    told: documented,
    fake,
    example: { params, payload: { name: "Live" } },
    needs: [preLive],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: path }) => novu.environments.delete(path.environmentId),
    fake,
    example: { params },
    needs: [preLive],
    lost: "gone"
  },
  listTags: {
    asks: (novu, { params: path }) => novu.environments.getTags(path.environmentId),
    reads: dto.GetEnvironmentTagsDto$inboundSchema.array(),
    example: { params: { environmentId: development } },
    needs: [Effect.flatMap(FakeNovu, (novu) => novu.workflow({ id: "welcome", tags: ["a", "b"], steps: [] }))],
    lost: "same"
  },
  diff: {
    asks: (novu, { params: path, payload: sent }) => novu.environments.diff(sent, path.targetEnvironmentId),
    takes: { payload: dto.DiffEnvironmentRequestDto$outboundSchema },
    reads: dto.DiffEnvironmentResponseDto$inboundSchema,
    limits: Limits.environmentDifference,
    unreadable: true,
    fake,
    example: { params: target, payload: { sourceEnvironmentId: development } },
    needs: [workflow],
    unknown: { targetEnvironmentId: 400 },
    lost: "same"
  },
  publish: {
    asks: (novu, { params: path, payload: sent }) =>
      novu.environments.publish(withoutAll(sent), path.targetEnvironmentId),
    takes: { payload: [] },
    reads: dto.PublishEnvironmentResponseDto$inboundSchema,
    limits: Limits.publishedEnvironment,
    unreadable: true,
    faults: [publishesLayouts, sendsDryRun],
    fake,
    example: { params: target, payload: { resources: "all" } },
    needs: [workflow, layout],
    unknown: { targetEnvironmentId: 400 },
    lost: "again"
  }
}
