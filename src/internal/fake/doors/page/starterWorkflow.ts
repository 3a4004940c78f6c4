/** Says what is created for a workflow that a program triggers and nobody has made. */
import { isReadonlyObject } from "effect/Predicate"
import { escapeHtml } from "../../protocol/escapeHtml.ts"

/** A text of a template must not be a tag. */
const plain = (text: string): string => text.replaceAll(/[{}%]/g, "")

/** Lists the members of a payload that a template can name. */
const membersOf = (payload: unknown): ReadonlyArray<string> =>
  isReadonlyObject(payload) ? Object.keys(payload).filter((each) => /^[A-Za-z_]\w*$/.test(each)).slice(0, 20) : []

/** Makes the input of `POST /v2/workflows`. Both texts show the members of the payload that was sent. */
export const starterWorkflow = (workflowId: string, payload: unknown): Readonly<Record<string, unknown>> => {
  const title = plain(workflowId) || "Message"
  const lines = membersOf(payload).map((member) => [member, `{{payload.${member}}}`] as const)
  const text = lines.map(([member, value]) => `${member}: ${value}`).join("\n")
  const items = lines.map(([member, value]) => `<li>${member}: ${value}</li>`).join("")
  return {
    workflowId,
    name: workflowId,
    active: true,
    steps: [
      { name: "In-app", type: "in_app", controlValues: { subject: title, body: text === "" ? title : text } },
      {
        name: "E-mail",
        type: "email",
        controlValues: { subject: title, body: `<h1>${escapeHtml(title)}</h1><ul>${items}</ul>`, editorType: "html" }
      }
    ]
  }
}
