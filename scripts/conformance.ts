/**
 * Measures what a call does in every case of `test/conformance`, compares it
 * with what the fixture promises, and writes `docs/conformance.md`.
 *
 *     npm run conformance
 *     npm run conformance -- --check
 */
import { Effect } from "effect"
import { RetryPolicy } from "effect-novu"
import { HttpClient } from "effect/http"
import { readFile, writeFile } from "node:fs/promises"
import { isDeepStrictEqual, parseArgs } from "node:util"
import { measureBulk, measurePeerBulk } from "../test/conformance/bulk.ts"
import { bulkCases } from "../test/conformance/bulkCases.ts"
import {
  cases,
  type Conduct,
  lostDeletes,
  olderRows,
  type OperationName,
  patience,
  patient,
  type RepeatClass,
  repeatClasses
} from "../test/conformance/cases.ts"
import { measure } from "../test/conformance/measure.ts"
import { measurePeer } from "../test/conformance/peer.ts"
import { concurrencies, ourStorm, peerStorm, transientStorm } from "../test/conformance/storm.ts"
import {
  type BulkRow,
  type DeleteRow,
  type OlderRow,
  type PatientRow,
  render,
  type Row,
  type StormRow
} from "./conformance/page.ts"

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } })
const page = new URL("../docs/conformance.md", import.meta.url)
const broken: Array<string> = []

const ours = async (
  on: Row["on"],
  operation: OperationName,
  promised: Conduct,
  circumstances: Parameters<typeof measure>[2] = {}
): Promise<Conduct> => {
  const { lasted, ...measured } = await Effect.runPromise(measure(on, operation, circumstances))
  if (!isDeepStrictEqual(measured, promised) || lasted > 30_000) {
    broken.push(`${on.join(", ")} (${operation}): ${JSON.stringify(measured)}, promised ${JSON.stringify(promised)}`)
  }
  return measured
}

const forEachClass = async <A>(measureOne: (repeat: RepeatClass) => Promise<A>) => ({
  idempotent: await measureOne("idempotent"),
  guarded: await measureOne("guarded"),
  unguarded: await measureOne("unguarded")
})

const rows: Array<Row> = []
for (const each of cases) {
  rows.push({
    on: each.on,
    ours: await forEachClass((repeat) => ours(each.on, repeat, each[repeat])),
    peer: await forEachClass((repeat) => measurePeer(each.on, repeat))
  })
}

const deletes: Array<DeleteRow> = []
for (const each of lostDeletes) {
  deletes.push({
    on: each.on,
    ours: await ours(each.on, "delete", each.delete),
    peer: await measurePeer(each.on, "delete")
  })
}

const older: Array<OlderRow> = []
for (const { create, there } of olderRows) {
  older.push({ there, ours: await ours(["reset-before", "answer"], "guarded", create, { there }) })
}

let filtered = 0
for (const each of cases) {
  for (const repeat of repeatClasses) {
    await ours(each.on, repeat, each[repeat], { transformClient: HttpClient.filterStatusOk })
    filtered++
  }
}

const patientRows: Array<PatientRow> = []
for (const { idempotent, lasted: promised, on } of patient) {
  const policy = RetryPolicy.make({ maxAttempts: patience })
  const { lasted, ...measured } = await Effect.runPromise(measure(on, "idempotent", { policy }))
  if (!isDeepStrictEqual(measured, idempotent) || lasted !== promised) {
    broken.push(`${on.join(", ")} (patient): ${JSON.stringify(measured)} in ${lasted} ms`)
  }
  patientRows.push({ on, ours: measured, lasted })
}

const bulk: Array<BulkRow> = []
for (const { conduct: promised, on } of bulkCases) {
  const measured = await Effect.runPromise(measureBulk(on))
  if (!isDeepStrictEqual(measured, promised)) {
    broken.push(`${on.join(", ")} (many): ${JSON.stringify(measured)}, promised ${JSON.stringify(promised)}`)
  }
  bulk.push({ on, ours: measured, peer: await measurePeerBulk(on) })
}

const storm: Array<StormRow> = []
for (const concurrency of concurrencies) {
  const [first = Number.NaN, spent = Number.NaN] = await Effect.runPromise(ourStorm(concurrency))
  const [transient = Number.NaN] = await Effect.runPromise(transientStorm(concurrency))
  storm.push({ concurrency, first, spent, transient, peer: await peerStorm(concurrency) })
}

const text = render({ rows, deletes, older, filtered, patient: patientRows, bulk, storm })
const before = await readFile(page, "utf8").catch(() => "")

for (const line of broken) console.error(`not as promised: ${line}`)
if (values.check) {
  if (before !== text) console.error("docs/conformance.md is stale: run `npm run conformance`")
  process.exitCode = before === text && broken.length === 0 ? 0 : 1
} else {
  await writeFile(page, text)
  console.log(
    `docs/conformance.md: ${
      rows.length * 3 + deletes.length + older.length + filtered + patientRows.length + bulk.length
    } cases, ${before === text ? "unchanged" : "written"}`
  )
  process.exitCode = broken.length === 0 ? 0 : 1
}
