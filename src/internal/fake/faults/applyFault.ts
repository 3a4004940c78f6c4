import * as Effect from "effect/Effect"
import type { Fault, FaultResponse } from "../../../Testing/Fault.ts"
import { HandlerFault } from "../protocol/handlerFault.ts"
import type { Delivery, FakeAnswer, Outcome } from "../protocol/message.ts"
import { internalError, reject, type Rejection, rejectPlainly } from "../protocol/rejection.ts"
import { headerPairs, scriptedAnswer } from "./scriptedAnswer.ts"

type FaultOf<Tag> = Extract<Fault, { readonly _tag: Tag }>

/**
 * Makes an outcome from the server's own answer. If it does not run `answer`, the
 * server never handles the request.
 */
type ApplyFault = (answer: Effect.Effect<FakeAnswer>) => Effect.Effect<Outcome>

type Table = { readonly [Tag in Fault["_tag"]]: (fault: FaultOf<Tag>) => ApplyFault }

const answered = (answer: FakeAnswer, delivery: Delivery = { _tag: "Whole" }): Outcome => ({
  _tag: "Answered",
  answer,
  delivery
})

/** Sends the server's own answer in another manner. */
const delivered = (delivery: Delivery): ApplyFault => Effect.map((answer) => answered(answer, delivery))

/** Changes the server's own answer. */
const changed = (change: (answer: FakeAnswer) => FakeAnswer): ApplyFault =>
  Effect.map((answer) => answered(change(answer)))

/** Changes the body of the server's own answer, if it has one. */
const edited = (edit: (body: string) => string): ApplyFault =>
  changed((answer) => answer.body === undefined ? answer : { ...answer, body: edit(answer.body) })

const withContentType = (contentType: string): ApplyFault =>
  changed(({ headers, ...answer }) => ({
    ...answer,
    headers: [
      ...headers.filter(([name]) => name.toLowerCase() !== "content-type"),
      ["Content-Type", contentType]
    ]
  }))

/** Holds the server's own answer back, after the request was handled. */
const delayed = (wait: Effect.Effect<void>): ApplyFault => (answer) =>
  Effect.map(Effect.tap(answer, wait), (late) => answered(late))

const cuts: Readonly<Record<NonNullable<FaultResponse["cut"]>, Delivery>> = {
  "hang-up": { _tag: "HangUpInBody" },
  stall: { _tag: "StallInBody", for: undefined }
}

const scripted = (response: FaultResponse): Outcome =>
  answered(scriptedAnswer(response), response.cut && cuts[response.cut])

const handlerFault = ({ message, status }: FaultOf<"HandlerFails">): Rejection => {
  if (status === 500) return internalError
  return message === undefined ? rejectPlainly(status) : reject(status, message)
}

const hangUps: Readonly<Record<FaultOf<"HangUp">["at"], ApplyFault>> = {
  "before-write": () => Effect.succeed({ _tag: "HungUp", inHeaders: false }),
  "after-write": Effect.as({ _tag: "HungUp", inHeaders: false }),
  "in-headers": Effect.as({ _tag: "HungUp", inHeaders: true }),
  "in-body": delivered({ _tag: "HangUpInBody" })
}

const faults: Table = {
  Pass: () => delivered({ _tag: "Whole" }),
  Respond: ({ response }) => () => Effect.succeed(scripted(response)),
  FailAfterWrite: ({ response }) => Effect.as(scripted(response)),
  HandlerFails: (fault) => (answer) =>
    Effect.map(Effect.provideService(answer, HandlerFault, handlerFault(fault)), (failed) => answered(failed)),
  Refuse: () => () => Effect.succeed({ _tag: "Refused" }),
  HangUp: ({ at }) => hangUps[at],
  Stall: ({ for: duration, in: where }) =>
    where === "body"
      ? delivered({ _tag: "StallInBody", for: duration })
      : delayed(duration === undefined ? Effect.never : Effect.sleep(duration)),
  Drip: ({ bytes, every }) => delivered({ _tag: "Drip", bytes, every }),
  Truncated: () => edited((body) => body.slice(0, Math.ceil(body.length / 2))),
  Malformed: () => edited(() => "{\"data\":{oops"),
  Mutate: ({ edit }) => edited((body) => JSON.stringify(edit(JSON.parse(body)))),
  ContentType: ({ contentType }) => withContentType(contentType),
  Headers: (fault) => changed((answer) => ({ ...answer, headers: [...answer.headers, ...headerPairs(fault.headers)] }))
}

/** Runs a request under a fault: `answer` is what the server would do with it. */
export const applyFault = <Tag extends Fault["_tag"]>(
  fault: FaultOf<Tag> & { readonly _tag: Tag },
  answer: Effect.Effect<FakeAnswer>
): Effect.Effect<Outcome> => {
  const apply: Table[Tag] = faults[fault._tag]
  return apply(fault)(answer)
}
