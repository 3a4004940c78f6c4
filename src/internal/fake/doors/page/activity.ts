/** Draws what came of each trigger, one row for each recipient, and moves time. */
import type { JobRow, RunRow } from "../../store/rows.ts"
import { channelLabel } from "./cards.ts"
import { span, time } from "./format.ts"
import { clipped, type Html, html } from "./html.ts"
import { button, empty, hasText, linkTo, name, pill, postForm, searchForm, sliceOf, type View } from "./view.ts"

const runsShown = 25
const payloadBytes = 2500

const workflowIdOf = ({ store }: View, { workflowId }: RunRow): string =>
  store.workflows.byId.get(workflowId)?.workflowId ?? workflowId

const isWaiting = (run: RunRow): boolean => run.jobs.some(({ status }) => status === "delayed")

/** Says how a run stands as a whole, by the step that matters most. */
const standingOf = (run: RunRow): readonly [text: string, kind: "good" | "bad" | "wait" | "plain"] => {
  const has = (status: JobRow["status"]): boolean => run.jobs.some((job) => job.status === status)
  if (has("failed")) return ["failed", "bad"]
  if (has("delayed")) return ["waiting", "wait"]
  if (has("canceled")) return ["canceled", "plain"]
  if (has("merged")) return ["merged", "plain"]
  if (run.jobs.length === 0) return ["no steps", "plain"]
  return run.jobs.every(({ status }) => status === "skipped") ? ["skipped", "plain"] : ["completed", "good"]
}

/** Says why a step has no message, in words. */
const reasons: Readonly<Partial<Record<JobRow["status"], string>>> = {
  skipped: "the subscriber or the workflow has this channel off",
  failed: "nothing can send in this channel, or a text could not be rendered",
  merged: "a digest that waited already took it in",
  canceled: "the transaction was canceled"
}

const kinds: Readonly<Partial<Record<JobRow["status"], "good" | "bad" | "wait">>> = {
  completed: "good",
  failed: "bad",
  delayed: "wait"
}

const stepItem = (view: View, run: RunRow, job: JobRow): Html => {
  const { dueAt, status, step } = job
  const reason = reasons[status]
  return html`<li class="step"><span class="channel">${clipped(channelLabel(step.type), 200)}</span> ${
    name(step.stepId)
  } ${pill(status === "delayed" ? "waiting" : status, kinds[status] ?? "plain")} ${
    status === "delayed" && dueAt !== undefined
    && html`<span class="muted">until ${time(dueAt)}, in ${span(dueAt - view.now)}</span> ${
      button("/_fake/run", { run: run._id, environment: view.store.environmentId }, "Run now", {
        about: html`${clipped(step.stepId, 100)} of ${clipped(workflowIdOf(view, run), 100)} for ${
          clipped(run.subscriberId, 100)
        }`
      })
    }`
  }${reason !== undefined && html`<span class="muted">${reason}</span>`}</li>`
}

const runCard = (view: View, run: RunRow): Html => {
  const [text, kind] = standingOf(run)
  return html`<li class="card" data-key="run-${run._id}"><div class="row head">${
    pill(text, kind)
  }<strong class="grow">${name(workflowIdOf(view, run))}</strong><a href="${
    linkTo(view, "/inbox", { subscriber: run.subscriberId })
  }">${name(run.subscriberId)}</a>${time(run.createdAt)}</div><ol class="steps">${
    run.jobs.map((job) => stepItem(view, run, job))
  }</ol><details data-key="payload-${run._id}"><summary>Payload and transaction</summary><p class="muted">Transaction ${
    name(run.transactionId)
  }${run.topics.length > 0 && html`, by topic ${name(run.topics.join(", "))}`}${
    run.contextKeys.length > 0 && html`, in ${name(run.contextKeys.join(", "))}`
  }</p><pre>${clipped(view.redaction.json(run.payload), payloadBytes)}</pre></details></li>`
}

const move = (field: "advance" | "to", value: string, text: string): Html =>
  button("/_fake/clock", { [field]: value }, text)

/** Says what time it is for the fake, and moves it. */
const clockCard = (view: View, next: number | undefined): Html => {
  const offset = view.server.time.offset()
  return html`<section class="card clock" aria-labelledby="clock"><h2 id="clock">Time</h2><p class="grow">${
    time(view.now)
  } UTC${offset > 0 && html` <span class="muted">moved forward by ${span(offset)}</span>`}<br>${
    next === undefined
      ? html`<span class="muted">Nothing waits.</span>`
      : html`<span class="muted">Next: ${time(next)}, in ${span(next - view.now)}</span>`
  }</p><div class="row">${move("advance", "1 hour", "+ 1 hour")}${move("advance", "1 day", "+ 1 day")}${
    next !== undefined && move("to", "next", "To the next")
  }${
    postForm(
      view,
      "/_fake/clock",
      {},
      html`<label class="quiet" for="advance">Forward by</label><input id="advance" name="advance" placeholder="90 minutes" size="10" required> <button>Move</button>`
    )
  }</div></section>`
}

const statuses = ["waiting", "failed", "completed", "skipped", "merged", "canceled"] as const

export const activityView = (view: View, next: number | undefined): Html => {
  const wanted = view.query.get("q") ?? ""
  const status = view.query.get("status") ?? ""
  const { rows } = view.store.runs.createdAt
  const found = rows.filter((run) =>
    (status === "" || (status === "waiting" ? isWaiting(run) : standingOf(run)[0] === status)) &&
    (wanted === "" || hasText(`${workflowIdOf(view, run)}\n${run.subscriberId}\n${run.transactionId}`, wanted))
  ).toReversed()
  const { from, nav, to } = sliceOf(view, found.length, runsShown)
  const choice = html`<label>Status <select name="status"><option value="">any</option>${
    statuses.map((each) => html`<option${each === status && html` selected`}>${each}</option>`)
  }</select></label>`
  return html`${
    clockCard(view, next)
  }<section aria-labelledby="runs"><h2 id="runs">Triggers <small>${rows.length}</small></h2>${
    searchForm(view, "Workflow, subscriber or transaction", choice)
  }${
    found.length === 0
      ? empty(rows.length === 0 ? "Nothing was triggered yet." : "Nothing matches.")
      : html`<ol class="cards">${found.slice(from, to).map((run) => runCard(view, run))}</ol>`
  }${nav}</section>`
}
