/**
 * Provides Effect's engine of durable workflows over a database: Postgres where
 * DATABASE_URL names one, which several processes share, else a file of SQLite, which
 * one process uses.
 */
import { NodeClusterSocket, NodeCrypto } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { Config, Duration, Effect, Layer, Option } from "effect"
import { ClusterWorkflowEngine, RunnerAddress, SingleRunner } from "effect/cluster"
import { sqlite } from "./sqlite.ts"

/** How long the shards of a runner that died wait for another one. */
export const shardLockExpiration = Duration.seconds(10)

const oneProcess = (file: string) =>
  ClusterWorkflowEngine.layer.pipe(
    Layer.provideMerge(
      SingleRunner.layer({ runnerStorage: "memory", shardingConfig: { entityMessagePollInterval: "1 second" } })
    ),
    Layer.provideMerge(sqlite(file))
  )

const severalProcesses = Effect.gen(function*() {
  const url = yield* Config.Redacted("DATABASE_URL")
  // Other runners must reach this one here. On one machine, each needs a port of its own.
  const host = yield* Config.withDefault(Config.String("RUNNER_HOST"), "127.0.0.1")
  const port = yield* Config.withDefault(Config.Port("RUNNER_PORT"), 34431)
  const address = Option.some(RunnerAddress.make(host, port))
  return ClusterWorkflowEngine.layer.pipe(
    Layer.provideMerge(NodeClusterSocket.layer({
      shardingConfig: {
        runnerAddress: address,
        runnerListenAddress: address,
        shardLockExpiration,
        shardLockRefreshInterval: "3 seconds",
        entityMessagePollInterval: "1 second"
      }
    })),
    Layer.provideMerge(PgClient.layer({ url }))
  )
})

/** Names the file of SQLite, unless DATABASE_FILE names another. */
export const engine = (file: string) =>
  Layer.unwrap(
    Effect.gen(function*() {
      const url = yield* Config.option(Config.Redacted("DATABASE_URL"))
      if (Option.isSome(url)) return yield* severalProcesses
      return oneProcess(yield* Config.withDefault(Config.String("DATABASE_FILE"), file))
    })
  ).pipe(Layer.provide(NodeCrypto.layerDigest))
