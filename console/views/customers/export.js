// All that is stored of a customer, as a file to hand out. It ends with the log-in of who asked for it.

import { call } from "../../api.js";
import { nameOf } from "../../formats.js";
import { save } from "../../parts/files.js";
import { Work } from "../../parts/work.js";
import { t } from "../../texts.js";

/** An export of one customer. */
export class Export {
  part = "customer.export";
  isRunning = false;
  failure = null;
  #where;
  #number;
  #work;

  constructor({ where, customerNumber, customer }) {
    this.path = ["customers", customerNumber, "profile"];
    this.subject = nameOf(customer);
    this.#where = where;
    this.#number = customerNumber;
    this.#work = new Work(`export of ${customerNumber}`, () => null);
  }

  isAtRisk() {
    return this.isRunning;
  }

  told() {
    return t("customer.exported", { name: this.subject });
  }

  async proceed(signal) {
    this.#work.draw(this);
    const { document } = await call("GET", `${this.#where}/export`, { signal });
    save(`customer-${this.#number}.json`, "application/json", JSON.stringify(document, null, 2), "\n");
  }

  /** Read and save it, if that does not go on already. Raises what it fails by. */
  async run() {
    if (this.#work.current?.isRunning) return;
    await this.#work.run(this, (signal) => this.proceed(signal));
    if (this.failure) throw this.failure;
  }
}
