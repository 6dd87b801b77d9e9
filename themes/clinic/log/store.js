// Where events are kept: an IndexedDB of the course, to which all tabs append. What the browser refuses to keep stays in
// memory, and the status says so. Nothing here ever fails, since a learner who has written something has done their part.
(() => {
"use strict";

const log = globalThis.clinicLog;

const VERSION = 1; // of the stores within the database

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** The end of a transaction: only then is something kept. @param {IDBTransaction} transaction @returns {Promise<void>} */
const ended = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
});

/** Whether the reader lets no page of this site keep anything, which some browsers give no name to. */
function isRefused() {
  try {
    return !self.localStorage;
  } catch {
    return true;
  }
}

/**
 * An error that says nothing leaves what went wrong before: a full disk makes Firefox fail in two ways.
 * @param {any} error @param {StoreStatus["problem"]} before @returns {StoreStatus["problem"]}
 */
function problemOf(error, before) {
  /** @type {Record<string, StoreStatus["problem"]>} */
  const known = { QuotaExceededError: "full", VersionError: "newer", SecurityError: "refused" };
  return known[error?.name] ?? (isRefused() ? "refused" : before || "failed");
}

/** Whether a page of another site is around this one: browsers keep its storage apart, or refuse it. */
function isFramed() {
  try {
    return top !== self && top?.location.href === undefined;
  } catch {
    return true;
  }
}

/** Other tabs of this course. Where storage is refused, this may be too. @param {string} name */
function channelOf(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

/** @param {string} name @param {() => void} closed @returns {Promise<IDBDatabase>} */
async function database(name, closed) {
  if (!self.indexedDB) throw new DOMException("", "SecurityError");
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    // Keys count upwards, and none is given twice: so a tab knows from the last one what it has not read.
    request.result.createObjectStore("events", { autoIncrement: true }).createIndex("id", "id", { unique: true });
    request.result.createObjectStore("device");
  };
  const opened = await answer(request);
  opened.onclose = closed;
  // A newer version of the site, or whoever deletes all of this, waits until all tabs let go.
  opened.onversionchange = () => {
    opened.close();
    closed();
  };
  return opened;
}

/**
 * Adds an event unless it is there, as where two tabs import one copy. Each has to be asked whether that succeeded: once it
 * was told to commit, Firefox completes a transaction from which something is missing.
 * @param {IDBObjectStore} events @param {LogEvent} event @returns {Promise<void>}
 */
const add = (events, event) => new Promise((resolve, reject) => {
  const request = events.add(event);
  request.onsuccess = () => resolve();
  request.onerror = (failure) => {
    if (request.error?.name !== "ConstraintError") return reject(request.error);
    failure.preventDefault();
    failure.stopPropagation();
    resolve();
  };
});

log.open = async (course) => {
  const name = `clinic-log/${course}`;
  /** @type {Map<string, LogEvent>} */
  const all = new Map();
  /** Those of `all` that are in memory alone. @type {Set<string>} */
  const unsaved = new Set();
  /** Those of `unsaved` that are being written. @type {Set<string>} */
  const underway = new Set();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {StoreStatus} */
  const status = { place: "memory", problem: "", unsaved: 0, persisted: undefined, framed: isFramed() };
  /** @type {IDBDatabase | undefined} */
  let open;
  let device = log.chance();
  let seen = 0; // the last key that was read; 0 where everything is to be read
  let isDoubtful = false; // whether the database was closed beneath this page

  const channel = channelOf(name);
  const ending = new AbortController();

  function tell() {
    status.unsaved = unsaved.size;
    for (const listener of listeners) listener();
  }

  /** What went wrong stands until nothing is in this page alone. @param {StoreStatus["problem"]} problem */
  function stand(problem) {
    status.problem = problem || (unsaved.size > underway.size ? status.problem : "");
    status.place = status.problem ? "memory" : "disk";
  }

  /** The next transaction opens it again, and looks at what is there. */
  function forget() {
    open = undefined;
    seen = 0;
    isDoubtful = true;
  }

  function closed() {
    forget();
    void store.refresh();
  }

  /** Where the database is open already, the transaction begins at once: a page that goes away has no later. */
  async function begin() {
    const options = /** @type {const} */ ({ durability: "strict" });
    try {
      return (open ??= await database(name, closed)).transaction(["events", "device"], "readwrite", options);
    } catch (error) {
      if (!open) throw error;
      // A browser may have closed it without a word, as one does when the disk is full.
      forget();
      return (open = await database(name, closed)).transaction(["events", "device"], "readwrite", options);
    }
  }

  /**
   * Does something in a transaction. Gives what came of it, once it is kept.
   * @template T @param {(transaction: IDBTransaction) => Promise<T>} act
   */
  async function done(act) {
    const transaction = await begin();
    // Only at its end does it say why.
    const [done, end] = await Promise.allSettled([act(transaction), ended(transaction)]);
    if (end.status === "rejected") throw transaction.error ?? end.reason;
    if (done.status === "rejected") throw transaction.error ?? done.reason;
    return done.value;
  }

  /**
   * The same, with what went wrong told. It is tried twice where the browser let go of the database meanwhile, as one does when
   * the disk is full: only then does it say why.
   * @template T @param {(transaction: IDBTransaction) => Promise<T>} act
   */
  async function transact(act) {
    try {
      return { done: await done(act).catch((error) => {
        if (error?.name !== "InvalidStateError") throw error;
        forget();
        return done(act);
      }) };
    } catch (error) {
      stand(problemOf(error, status.problem));
      return undefined;
    }
  }

  /**
   * Takes over what was read after the key `from`. What another tab has cleared goes here too; what went with the database
   * itself stays in memory, and is written again with the next event.
   * @param {number} from @param {LogEvent[]} fresh
   */
  function take(from, fresh) {
    for (const event of fresh) {
      all.set(event.id, event);
      unsaved.delete(event.id);
    }
    if (from) return;
    const there = new Set(fresh.map(({ id }) => id));
    const missing = [...all.keys()].filter((id) => !there.has(id) && !unsaved.has(id));
    for (const id of missing) {
      if (isDoubtful) unsaved.add(id);
      else all.delete(id);
    }
    if (isDoubtful && missing.length) status.problem = "gone";
    isDoubtful = false;
  }

  /**
   * Writes events, and reads those of other tabs. All is asked for at once, so that it is kept even if the page goes away.
   * @param {string[]} ids
   */
  async function exchange(ids) {
    let from = 0;
    for (const id of ids) underway.add(id);
    const kept = await transact((transaction) => {
      const events = transaction.objectStore("events");
      const put = ids.map((id) => add(events, /** @type {LogEvent} */ (all.get(id))));
      from = seen;
      const range = IDBKeyRange.lowerBound(from, true);
      const answers = Promise.all([
        answer(events.count()), answer(events.getAll(range)), answer(events.getAllKeys(range)),
        answer(transaction.objectStore("device").get("copied")),
      ]);
      transaction.commit?.();
      return Promise.all([Promise.allSettled(put), answers]);
    });
    for (const id of ids) underway.delete(id);
    if (!kept) return tell();
    const [put, [count, fresh, keys, copied]] = kept.done;
    ids.filter((_, index) => put[index].status === "fulfilled").forEach((id) => unsaved.delete(id));
    take(from, fresh);
    seen = Math.max(seen, Number(keys.at(-1) ?? 0));
    status.copied = copied;
    const [failed] = put.filter((each) => each.status === "rejected");
    stand(failed ? problemOf(failed.reason, status.problem) : "");
    if (ids.length) channel?.postMessage("");
    tell();
    // Something was deleted. Events that are being written are not there yet.
    if (count < all.size - unsaved.size) {
      seen = 0;
      await exchange([]);
    }
  }

  /** Adds events, and writes whatever is in memory alone. @param {LogEvent[]} made */
  async function keep(made) {
    for (const event of made) {
      all.set(event.id, event);
      unsaved.add(event.id);
    }
    tell();
    await exchange([...unsaved].filter((id) => !underway.has(id)));
    return made;
  }

  /** The name of this browser, from the first time on. @param {IDBTransaction} transaction */
  async function identify(transaction) {
    const known = transaction.objectStore("device");
    const id = await answer(known.get("id"));
    if (id) device = id;
    else known.put(device, "id");
  }

  /** @type {Store} */
  const store = {
    course,
    status,
    get events() {
      return [...all.values()];
    },
    async append(...drafts) {
      let last = 0;
      for (const { counter } of all.values()) last = Math.max(last, counter);
      const { time, offset } = log.clock();
      return keep(drafts.map((draft) => {
        last = log.after(last, time);
        return log.make(draft, { device, counter: last, time, offset });
      }));
    },
    async merge(events) {
      await store.refresh();
      const report = { added: 0, known: 0, different: 0 };
      await keep(log.union(events).filter((event) => {
        const known = all.get(event.id);
        if (!known) report.added += 1;
        else report[log.canonical(known) === log.canonical(event) ? "known" : "different"] += 1;
        return !known;
      }));
      return report;
    },
    refresh: () => exchange([]),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async persist() {
      status.persisted = await navigator.storage?.persist?.().catch(() => false) ?? false;
      tell();
      return status.persisted;
    },
    async noteCopy() {
      const copied = { time: log.clock().time, count: all.size };
      await transact((transaction) => answer(transaction.objectStore("device").put(copied, "copied")));
      status.copied = copied;
      tell();
    },
    async clear() {
      const isDone = await transact((transaction) => answer(transaction.objectStore("events").clear()));
      // What the disk holds on to would be back with the next page.
      if (!isDone && all.size > unsaved.size) return false;
      all.clear();
      unsaved.clear();
      if (isDone) stand("");
      channel?.postMessage("");
      tell();
      return true;
    },
    close() {
      ending.abort();
      channel?.close();
      open?.close();
      listeners.clear();
    },
  };

  if (channel) channel.onmessage = () => void store.refresh();
  // What happened while this page was behind the back button, or where tabs do not hear each other.
  const { signal } = ending;
  addEventListener("pageshow", ({ persisted }) => persisted && void store.refresh(), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || void store.refresh(), { signal });
  status.persisted = await navigator.storage?.persisted?.().catch(() => undefined);
  await transact(identify);
  await store.refresh();
  return store;
};
})();
