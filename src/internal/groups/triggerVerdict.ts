import { isObject } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import {
  NotTriggered,
  type NovuErrorReason,
  ResponseDecodeFailed,
  WorkflowNotFound
} from "../../Errors/NovuErrorReason.ts"
import type { TriggerAnswer } from "../../Schema/Event.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { inShort } from "../wire/legible.ts"

/** Novu says this of a workflow that it does not know. */
const unknownWorkflow = "workflow_not_found"

type Words = (text: string) => string

/** Shows the words of a server about an input that holds no secret. */
export const plainWords: Words = (text) => inShort(text, (each) => each)

const noWorkflow = (workflowId: string): string => `there is no workflow "${plainWords(workflowId)}"`

/** Returns why an event was not queued, or `undefined` where it was. */
export const refusalOf = (
  { error, status, transactionId }: TriggerAnswer,
  workflowId: string,
  headers: ResponseHeaders,
  words: Words
): NotTriggered | WorkflowNotFound | undefined => {
  if (status === "processed") return undefined
  const errors = (error ?? []).map(words)
  if (errors.includes(unknownWorkflow)) {
    return new WorkflowNotFound({ status: 201, headers, workflowId, detail: noWorkflow(workflowId) })
  }
  const outcome = words(status)
  return new NotTriggered({
    status: 201,
    headers,
    outcome,
    errors,
    detail: errors.length === 0 ? `Novu did not start the workflow: ${outcome}` : words(errors.join("; ")),
    ...(transactionId === undefined ? {} : { transactionId })
  })
}

/** An answer as far as a verdict needs it; the schema has read it already. */
const isAnswer = (result: unknown): result is TriggerAnswer => isObject(result) && typeof result["status"] === "string"

/** Judges what Novu answers to one event: a 201 may mean that nothing was queued, and a 422 that there is no such workflow. */
export const triggerVerdict = {
  ofSuccess: (
    { headers, result }: { readonly headers: ResponseHeaders; readonly result: unknown },
    { payload }: { readonly payload: { readonly name: string } },
    words: Words
  ): NovuErrorReason | undefined => isAnswer(result) ? refusalOf(result, payload.name, headers, words) : undefined,
  ofFailure: (
    reason: NovuErrorReason,
    { payload }: { readonly payload: { readonly name: string } }
  ): NovuErrorReason =>
    reason._tag === "ValidationFailed" && reason.issues.length === 0 && reason.detail === unknownWorkflow
      ? new WorkflowNotFound({
        status: reason.status,
        headers: reason.headers,
        workflowId: payload.name,
        detail: noWorkflow(payload.name)
      })
      : reason
}

/** Judges the answers to several events: there is one per event, or they cannot be told apart. */
export const bulkVerdict = {
  ofSuccess: (
    { headers, result }: { readonly headers: ResponseHeaders; readonly result: unknown },
    { payload: { events } }: { readonly payload: { readonly events: ReadonlyArray<unknown> } }
  ): NovuErrorReason | undefined => {
    const answers = Array.isArray(result) ? result.length : 0
    if (answers === events.length) return undefined
    const message = `Expected one result per event, and there are ${answers} for ${events.length}`
    return new ResponseDecodeFailed({
      status: 201,
      headers,
      detail: message,
      answeredBy: "novu",
      issues: [{ path: "", message }],
      body: Redacted.make("")
    })
  },
  // The errors of single events are made of these texts, when the secrets of the call are no longer known.
  reworded: (answers: ReadonlyArray<TriggerAnswer>, words: Words): ReadonlyArray<TriggerAnswer> =>
    answers.map((answer) =>
      answer.status === "processed"
        ? answer
        : Object.assign({}, answer, { status: words(answer.status), error: answer.error?.map(words) })
    )
}
