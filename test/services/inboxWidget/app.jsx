/** The front end of a product: the component of the documentation, for the subscriber in the address. */
import { createRoot } from "react-dom/client"
import { Notifications } from "../../../docs/local-development.md"

const id = new URLSearchParams(location.search).get("subscriber")

createRoot(document.getElementById("root")).render(<Notifications user={{ id }} />)
