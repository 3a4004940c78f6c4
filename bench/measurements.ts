/** Lists what is measured. Modules are loaded where they are used, so that a measurement has nothing else in its process. */
import type { Row, Section } from "./measure/row.ts"
import { stage } from "./measure/stage.ts"

export interface Measurement extends Omit<Section, "rows"> {
  /** Whether it is about speed, and measured several times. */
  readonly repeated?: boolean
  /** Has options of Node for the process that measures. */
  readonly flags?: ReadonlyArray<string>
  readonly run: (quick: boolean) => Promise<ReadonlyArray<Row>>
}

export const measurements: Readonly<Record<string, Measurement>> = {
  calls: {
    title: "A call on a fetch in memory",
    note:
      "`ChannelConnections.create`, and in the last line `Events.trigger` of a trigger whose payload has a schema. Everything on: time limits, "
      + "retry policy, idempotency key, spans, metrics. Novu's SDK as it comes, which means without a time limit; for the 409 its retry of a "
      + "409 is off, for the 503 its waits are 0. Calls follow each other in one running program unless the line says otherwise. Processor "
      + "time, garbage collection included.",
    repeated: true,
    run: async (quick) => (await import("./measure/calls.ts")).calls(quick)
  },
  sockets: {
    title: "Over a loopback socket",
    note:
      "The server is a process of its own. Novu's SDK and the bare loop use `fetch`. Ours runs over any client of Effect's: with 64 in flight, "
      + "`NodeHttpClient.layerUndici` is the one for a service on Node.",
    repeated: true,
    run: async (quick) => (await import("./measure/sockets.ts")).sockets(quick)
  },
  webhooks: {
    title: "A webhook",
    note:
      "A signed `message.sent`: its signature and time are checked, and its event is read. svix checks them, and parses JSON; what it returns "
      + "has no type. Bare is an HMAC of `node:crypto`, compared in constant time, and `JSON.parse`.",
    peer: "svix",
    repeated: true,
    run: async (quick) => (await import("./measure/webhooks.ts")).webhooks(quick)
  },
  decoding: {
    title: "Decoding",
    note: "From JSON text to values: ours are checked, redacted and parsed to times. Bare is `JSON.parse` alone.",
    repeated: true,
    run: async (quick) => (await import("./measure/decoding.ts")).decoding(quick, 0.35)
  },
  compiled: {
    title: "Decoding in an application that compiles its schemas",
    note:
      "With `import \"effect/schema/SchemaJITCompiler/enable\"` before everything else. A switch for the whole process, so it is for the "
      + "application to turn, not for this package.",
    repeated: true,
    flags: ["--import=effect/schema/SchemaJITCompiler/enable"],
    run: async (quick) => (await import("./measure/decoding.ts")).decoding(quick, 0.26)
  },
  listing: {
    title: "A long list as a stream",
    note: "`listAll`, a hundred a page, from memory. The others follow the cursor in a loop. Processor time.",
    run: async (quick) => (await import("./measure/listing.ts")).listing(quick)
  },
  bulk: {
    title: "Many at once",
    note:
      "To a process that counts, over `fetch`. Events are typed, have a date and an id by their key, and go by a hundred, "
      + "three requests in flight. Bare is `triggerBulk` of the same client with groups made by hand: a payload is encoded, "
      + "its event gets its id. Novu's SDK does the same with its own `triggerBulk`.",
    run: async (quick) => (await import("./measure/bulk.ts")).bulk(quick)
  },
  desk: {
    title: "The page of the served fake",
    note:
      "Each view, first page, of a fake that holds as much as it keeps, over a loopback socket. Processor time of server and client, redaction of "
      + "every token that was sent included.",
    run: async (quick) => (await import("./measure/desk.ts")).desk(quick)
  },
  startup: {
    title: "Loading",
    note: "Each in a process of its own, in turn. \"Bundled\" is one file made by esbuild.",
    run: async (quick) => (await import("./measure/startup.ts")).startup(stage(), quick)
  },
  bundles: {
    title: "Bundles",
    note:
      "Minified and compressed, KB of a thousand bytes. One group: `ChannelConnections` beside the peer's stand-alone function. Everything: "
      + "`NovuClient` beside the peer's `Novu`.",
    run: async () => (await import("./measure/bundles.ts")).bundles(stage())
  },
  install: {
    title: "Installed",
    note: "The packed tarball beside what is installed of Novu's SDK.",
    run: async () => (await import("./measure/install.ts")).install(stage())
  },
  typecheck: {
    title: "Type checking",
    note: "A project of one file, from nothing, `skipLibCheck` on.",
    run: async (quick) => (await import("./measure/typecheck.ts")).typecheck(stage(), quick)
  },
  inFlight: {
    title: "How calls in flight grow",
    note:
      "A call on a fetch in memory that answers in the next turn of the event loop, with so many others. The exponent is the slope of the line "
      + "through the logarithms: 0 means that a call costs the same however many there are, 1 that it costs ten times as much among ten times as many.",
    run: async (quick) => (await import("./measure/growth/growth.ts")).growth("calls", quick)
  },
  waiting: {
    title: "What waiting calls hold",
    note: "The heap that is in use after a collection while so many calls wait for an answer, divided by their number.",
    run: async (quick) => (await import("./measure/growth/growth.ts")).growth("waiting", quick)
  },
  lists: {
    title: "How long lists grow",
    note:
      "`listAll`, a hundred a page, from memory; processor time. The memory is what the heap holds at ten places of the list at most, without its garbage. Each size in a process of its own.",
    run: async (quick) => (await import("./measure/growth/growth.ts")).growth("list", quick)
  },
  events: {
    title: "How many events grow",
    note:
      "`triggerAll`, and the loops of the section above, to a process that counts. Processor time. Each size in a process of its own; the memory is the most that it had, over what it had when everything was loaded.",
    run: async (quick) => (await import("./measure/growth/growth.ts")).growth("events", quick)
  },
  contributing: {
    title: "Changing this package",
    note:
      "Each command once, on the machine that measured all the rest, from what it leaves behind when it has run before.",
    run: async () => (await import("./measure/contributing.ts")).contributing()
  }
}
