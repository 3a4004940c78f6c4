import { FakeNovu, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import { OrderPlaced } from "../src/OrderPlaced.ts"

/** Is a Novu in memory, of its own for each test, which has the workflow of the service. */
export const fakeNovu = (workflow: SeedWorkflow = { id: OrderPlaced.id, steps: ["in_app", "email"] }) =>
  FakeNovu.layerClient({ seed: { workflows: [workflow] } })
