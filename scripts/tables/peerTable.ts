/** The table of `docs/from-novu-api.md` that has every method of `@novu/api`. */
import { type PeerMethod, peerMethods } from "../upstream/peerMethods.ts"
import { askedFor, type OurOperation, ourOperations } from "./ourOperations.ts"
import { notes } from "./peerNotes.ts"
import type { Rows } from "./replaceTable.ts"

const ours = new Map(ourOperations.map((operation) => [askedFor(operation.method, operation.path), operation]))

/** Returns our operation for a method of theirs. */
export const counterpartOf = ({ operation }: PeerMethod): OurOperation | undefined => {
  const [method = "", path = ""] = operation.split(" ")
  return ours.get(askedFor(method, path))
}

const call = (name: string, parameters: ReadonlyArray<string>): string => `\`${name}(${parameters.join(", ")})\``

/** These are options of a call, which both have. */
const options = new Set(["idempotencyKey", "options"])

const theirParameters = ({ parameters }: PeerMethod): ReadonlyArray<string> =>
  parameters.filter((each) => !options.has(each)).map((each) => each.endsWith("Dto") ? "dto" : each)

const inPath = ({ path }: OurOperation): ReadonlyArray<string> =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name)

const ourParameters = (operation: OurOperation): ReadonlyArray<string> => [
  ...inPath(operation),
  ...(operation.payload === undefined ? [] : ["payload"]),
  ...(operation.query === undefined || operation.method !== "GET" ? [] : ["query?"])
]

/** Says what follows from both signatures, and from what the operation does about a lost answer. */
const derived = (theirs: PeerMethod, operation: OurOperation): ReadonlyArray<string> => {
  const [first] = inPath(operation)
  const [theirFirst = ""] = theirParameters(theirs)
  return [
    ...(first !== undefined && theirFirst === "dto" ? [`**${first} first**`] : []),
    ...(operation.method === "DELETE" && operation.reconcile !== undefined
      ? ["a lost answer and a 404 after it is success"]
      : [])
  ]
}

export const peerRows = async (): Promise<Rows> => [
  ["`@novu/api`", "`effect-novu`", "differs"],
  ...(await peerMethods()).map((theirs) => {
    const operation = counterpartOf(theirs)
    if (operation === undefined) return [call(theirs.name, theirParameters(theirs)), "none", ""]
    const note = notes[operation.name]
    return [
      call(theirs.name, theirParameters(theirs)),
      call(operation.name, ourParameters(operation)),
      [...derived(theirs, operation), ...(note === undefined ? [] : [note])].join("; ")
    ]
  })
]
