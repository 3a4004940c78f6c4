/** Renders `docs/conformance.md` from what was measured. */
import type { PeerBulkConduct } from "../../test/conformance/bulk.ts"
import { type BulkCase, type BulkConduct, eventCount } from "../../test/conformance/bulkCases.ts"
import {
  type Case,
  type Conduct,
  type Older,
  patience,
  type RepeatClass,
  type Wait
} from "../../test/conformance/cases.ts"
import { eventOf } from "../../test/conformance/events.ts"
import type { PeerConduct } from "../../test/conformance/peer.ts"

export interface Row {
  readonly on: Case["on"]
  readonly ours: Readonly<Record<RepeatClass, Conduct>>
  readonly peer: Readonly<Record<RepeatClass, PeerConduct>>
}

export interface DeleteRow {
  readonly on: Case["on"]
  readonly ours: Conduct
  readonly peer: PeerConduct
}

export interface OlderRow {
  readonly there: Older
  readonly ours: Conduct
}

export interface PatientRow {
  readonly on: Case["on"]
  readonly ours: Conduct
  readonly lasted: number
}

export interface BulkRow {
  readonly on: BulkCase["on"]
  readonly ours: BulkConduct
  readonly peer: PeerBulkConduct
}

export interface StormRow {
  readonly concurrency: number
  readonly first: number
  readonly spent: number
  readonly transient: number
  readonly peer: number
}

export interface Findings {
  readonly rows: ReadonlyArray<Row>
  readonly deletes: ReadonlyArray<DeleteRow>
  readonly older: ReadonlyArray<OlderRow>
  /** Counts the cases that were measured again through a client that fails where the status is not 2xx. */
  readonly filtered: number
  readonly patient: ReadonlyArray<PatientRow>
  readonly bulk: ReadonlyArray<BulkRow>
  readonly storm: ReadonlyArray<StormRow>
}

const times = (count: number): string => count === 1 ? "1 request" : `${count} requests`

const wait = ([least, most]: Wait): string => least === most ? `${most}` : `${least}–${most}`

const conduct = ({ outcome, requests, waits }: Conduct): string => {
  const what = outcome === "answer" ? "✓" : `\`${outcome}\``
  return waits.length === 0
    ? `${what}, ${times(requests)}`
    : `${what}, ${times(requests)}, waits ${waits.map(wait).join(", ")} ms`
}

const lasting = (millis: number): string => {
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`
  return `${Math.round(millis / 60_000)} min`
}

const peerConduct = ({ lasted, outcome, requests, written }: PeerConduct): string => {
  if (outcome === "never ends") return `never ends, ${times(requests)}`
  const what = outcome === "answer" ? "✓" : `\`${outcome}\``
  const cost = requests === 1 ? `${what}, 1 request` : `${what}, ${times(requests)} in ${lasting(lasted)}`
  return written > 1 ? `${cost}, written ${written} times` : cost
}

/** Says what became of the events: first what the caller is told, then what Novu did where that is something else. */
const bulkConduct = ({ carriedOut, ended, failed, requests, taken, twice }: BulkConduct): string => {
  const failures = Object.entries(failed).map(([tag, count]) => `${count} \`${tag}\``)
  const told = taken === eventCount ? "✓" : [`${taken} ✓`, ...failures].join(", ")
  const did = [
    ...(carriedOut === taken ? [] : [`${carriedOut} carried out`]),
    ...(twice === 0 ? [] : [`**${twice} carried out twice**`])
  ]
  return [told, ...(ended === undefined ? [] : [`then ${ended}`]), times(requests), ...did].join(", ")
}

const ourBulk = ({ ended, ...conduct }: BulkConduct): string =>
  bulkConduct(ended === undefined ? conduct : { ...conduct, ended: `it ends with \`${ended}\`` })

const peerBulk = ({ lasted, ...conduct }: PeerBulkConduct): string =>
  bulkConduct(conduct) + (lasted === 0 ? "" : `, ${lasting(lasted)}`)

/** Says the same event that happens several times once. */
const striking = (on: BulkCase["on"]): string => {
  const [first] = on
  const said = eventOf(first).says
  if (on.length === 1) return said
  return `${said}, ${on.length} times`
}

/** Gives classes with the same result one line. */
const byClass = <A>(each: Readonly<Record<RepeatClass, A>>, say: (value: A) => string): string => {
  const { guarded, idempotent, unguarded } = {
    idempotent: say(each.idempotent),
    guarded: say(each.guarded),
    unguarded: say(each.unguarded)
  }
  if (idempotent === guarded && guarded === unguarded) return idempotent
  if (idempotent === guarded) return `${idempotent}<br>unguarded: ${unguarded}`
  return `${idempotent}<br>guarded: ${guarded}<br>unguarded: ${unguarded}`
}

const happening = (on: Case["on"]): string => {
  const said = on.map((name) => eventOf(name).says)
  return said.join(", then ") + (on.length > 1 && on.at(-1) !== "answer" ? ", and so on" : "")
}

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")

const caseTable = (rows: ReadonlyArray<Row>): string =>
  table(
    ["what happens", "`effect-novu`", "`@novu/api` 3.19.1"],
    rows.map(({ on, ours, peer }) => [happening(on), byClass(ours, conduct), byClass(peer, peerConduct)])
  )

const figure = (value: number): string => value.toFixed(value < 10 ? 3 : 0)

export const render = ({ bulk, deletes, filtered, older, patient, rows, storm }: Findings): string => {
  const lasts = rows.filter(({ on }) => on.length === 1 && on[0] !== "answer")
  const passes = rows.filter(({ on }) => on.length > 1 && new Set(on).size <= 2 && on.at(-1) === "answer")
  const others = rows.filter((row) => row.on[0] !== "answer" && !lasts.includes(row) && !passes.includes(row))
  return `<!-- dprint-ignore-file -->

# Conformance

This page shows what a call does when a server, a proxy or a network misbehaves. Every line was measured:
\`npm run conformance\` runs each case against the fake Novu in virtual time and writes this page,
\`npm run conformance -- --check\` fails when the page differs, and \`test/conformance\` runs the same cases in memory and,
in part, over a socket.

- ✓ means that the call succeeds. Otherwise the table shows the tag of the error's reason.
- The waits are the shortest and the longest that the jitter can draw, in milliseconds from the end of the attempt before.
- A class without a line of its own behaves as the first line says. *Idempotent*: \`GET\`, \`PUT\`, \`DELETE\`, and \`PATCH\` where it
  replaces. *Guarded*: a \`POST\` that a uniqueness rule of Novu protects. *Unguarded*: the rest.
- The calls are \`ChannelConnections.retrieve\`, \`ChannelConnections.create\`, and \`ChannelEndpoints.create\` without an
  identifier, each with its defaults. An attempt that meets silence ends after 10 s, and every call within 30 s.
- The other column is Novu's own SDK with its defaults, run over the same fake on a virtual clock.

## When every attempt meets the same

${caseTable(lasts)}

## When the next attempt succeeds

${caseTable(passes)}

## When attempts meet different things

${caseTable(others)}

## A delete whose answer is lost

${
    table(
      ["what happens", "`effect-novu`", "`@novu/api` 3.19.1"],
      deletes.map(({ on, ours, peer }) => [happening(on), conduct(ours), peerConduct(peer)])
    )
  }

## A create that meets an older connection

The connection is reset before the write, and the second attempt is refused because of a connection that is there for the
same subscriber. It is fetched, and the call fails with \`Conflict\`; \`earlierUnknown\` is set.

${table(["what is there", "`effect-novu`"], older.map(({ ours, there }) => [there, conduct(ours)]))}

## Through a client that fails where the status is not 2xx

The cases of the first three tables, ${filtered} with their classes, were measured again with
\`transformClient: HttpClient.filterStatusOk\`: requests, waits and outcomes are the same.

## When only the total time ends a call

The call is idempotent and has \`RetryPolicy.make({ maxAttempts: ${patience} })\`. Its waits grow to their limit, and it ends
before a wait that would not fit, with its last failure.

${
    table(
      ["what happens", "`effect-novu`", "at most"],
      patient.map(({ lasted, on, ours }) => [happening(on), conduct(ours), lasting(lasted)])
    )
  }

## Many at once

\`Events.triggerAll\` sends ${eventCount} events without ids of their own, in groups of a hundred, one after the other. The second
group meets what the table says, and then Novu answers again. Beside it is a loop over Novu's own SDK that sends the same
groups with \`triggerBulk\`, and goes on after a group that failed. ✓ means that the caller is told of a success for each; what
else Novu carried out is said where it differs, and an event of ours that fails although it was carried out has \`mayHaveActed\`.

${
    table(
      ["what happens", "`effect-novu`", "`@novu/api` 3.19.1"],
      bulk.map(({ on, ours, peer }) => [striking(on), ourBulk(ours), peerBulk(peer)])
    )
  }

## A total outage

The table counts requests per call while Novu answers every request with 503. This client makes 1 000 calls that begin
with a full retry budget, then 1 000 more that find it spent. \`retryTransient\` is Effect's own, asked for two retries.
\`@novu/api\` makes one call per caller.

${
    table(
      [
        "callers at once",
        "`effect-novu`, first 1 000 calls",
        "once the budget is spent",
        "`HttpClient.retryTransient`",
        "`@novu/api`"
      ],
      storm.map((row) => [
        String(row.concurrency),
        figure(row.first),
        figure(row.spent),
        figure(row.transient),
        figure(row.peer)
      ])
    )
  }
`
}
