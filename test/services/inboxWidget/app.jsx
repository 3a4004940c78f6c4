/** The front end of a product, with the three values that it needs. */
import { Inbox } from "@novu/react"
import { createRoot } from "react-dom/client"

const query = new URLSearchParams(location.search)
const fake = query.get("fake")

const App = () => (
  <Inbox
    applicationIdentifier="app_fake"
    subscriber={query.get("subscriber")}
    backendUrl={fake}
    socketUrl={fake}
  />
)

createRoot(document.getElementById("root")).render(<App />)
