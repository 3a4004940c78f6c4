import type { CreateTopic, Topic } from "../../Schema/Topic.ts"
import { type Agreement, sameId, stored, together } from "./agreement.ts"

/** Says whether a topic is what a `create` asked for. Servers before 3.19 show no data, and store none. */
export const topicAgreement = (shown: Topic, asked: CreateTopic): Agreement =>
  sameId(shown.key, asked.key)
    ? together(stored(shown.name, asked.name), stored(shown.data ?? {}, asked.data ?? {}))
    : "different"
