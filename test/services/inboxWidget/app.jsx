/** The front end of a product: the components of the documentation, for what its address says. */
import { createRoot } from "react-dom/client"
import { ConnectSlack, Notifications } from "../../../docs/local-development.md"

const query = new URLSearchParams(location.search)

const View = query.get("view") === "slack" ? ConnectSlack : Notifications

createRoot(document.getElementById("root")).render(<View user={{ id: query.get("subscriber") }} />)
