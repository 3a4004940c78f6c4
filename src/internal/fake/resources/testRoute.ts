import type { DomainRouteRow, DomainRow, MailRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

interface TestMail {
  readonly store: Store
  readonly domain: DomainRow
  readonly row: DomainRouteRow
  /** Is the address that the mail is to, before its `@`. */
  readonly local: string
  readonly input: Readonly<Record<string, unknown>>
  readonly dryRun: boolean
  readonly now: number
}

/** Makes of a test what a webhook shows of a mail that arrived. */
const receivedOf = ({ domain, dryRun, input, local, now, row, store }: TestMail): MailRow["received"] => ({
  domain: { id: domain._id, name: domain.name, data: domain.data ?? {} },
  route: { address: row.address, data: row.data ?? {} },
  mail: {
    from: [input["from"]],
    to: [{ address: `${local}@${domain.name}` }],
    subject: input["subject"],
    html: input["html"] ?? "",
    text: input["text"] ?? "",
    messageId: `<${dryRun ? "dry-run" : store.ids.token(16)}@novu.test>`,
    headers: {},
    date: new Date(now).toISOString(),
    attachments: []
  }
})

/** The fake calls no agent: it answers for one that takes the mail. */
const answerOf = ({ row: { agentId, type }, store }: TestMail) =>
  type === "agent"
    ? { agent: { agentId, httpStatus: 200, latencyMs: 0 } }
    : { webhook: { skipped: !store.hasWebhooks(), latencyMs: 0 } }

const targetOf = ({ row: { agentId = "", type }, store }: TestMail): string =>
  type === "agent" ? `agent "${store.agents.byId.get(agentId)?.identifier ?? agentId}"` : "outbound webhooks"

/** Has a route take a mail in, or shows what it would deliver. */
export const testRoute = (mail: TestMail) => {
  const { domain, dryRun, now, row, store } = mail
  const received = receivedOf(mail)
  const answer = {
    matched: true,
    dryRun,
    domainStatus: domain.status,
    mxRecordConfigured: domain.mxRecordConfigured,
    type: row.type
  }
  if (dryRun) return { ...answer, wouldDeliverTo: targetOf(mail), payload: received }
  store.mails.insert({
    _id: store.ids.objectId(now),
    isTold: row.type === "webhook",
    received,
    createdAt: now,
    updatedAt: now
  })
  return { ...answer, ...answerOf(mail) }
}
