// The types of the learner's log, for the scripts in themes/clinic/log/, which have no build step and no imports.
// They stand here, since a browser would have to load them for nothing. 33-log-format.md of the guide says what they mean.

type Holds = (value: any) => boolean;

/** One thing that a learner did. */
interface LogEvent {
  /** The version of the format in which it was written. */
  v: number;
  /** By chance, and its only identity. */
  id: string;
  /** By chance, once for each browser and course. */
  device: string;
  /** Its place in the order of all events, a hybrid logical clock in milliseconds. */
  counter: number;
  /** What the clock of the device said, in milliseconds since 1970. */
  time: number;
  /** Minutes by which the clock on the learner's wall was ahead of UTC. */
  offset: number;
  kind: string;
  /** A full name such as `foundations/proofs#rxj4bnp4pah`, or the id of an entry or card of the learner's. */
  about?: string;
  /** The id of the event that is edited, deleted or taken back. */
  target?: string;
  fields?: Record<string, string>;
  source?: Source;
  grade?: "forgot" | "knew";
  on?: "screen" | "paper";
  ticked?: boolean;
  /** Of a review on paper, the box that was ticked, in days. */
  box?: number;
}

/** What stood in the course at that time: a new edition of it takes nothing away from a log. */
type Source = {
  /** The statement, the mistake of a row, the criterion, or the front of a card, in plain words. */
  text?: string;
  /** The back of a card. */
  back?: string;
  label?: string;
  /** The name and the title of the module. */
  module?: string;
  title?: string;
  /** An address from the root of the site. */
  url?: string;
};

/** What a caller says of an event. */
type Draft = Pick<LogEvent, "kind" | "about" | "target" | "fields" | "source" | "grade" | "on" | "ticked" | "box">;

interface Stamp { device: string; counter: number; time: number; offset: number }

/** How many events were not used, and why; none of them is lost. */
interface Passed { broken: number; newer: number; orphaned: number }

/** An attempt, an entry or a card, with the last value of each field. */
interface LogRecord {
  id: string;
  kind: "attempt" | "entry" | "card";
  about?: string;
  source?: Source;
  fields: Record<string, string>;
  time: number;
  /** When something of it was changed last. */
  changed: number;
  day: number;
  deleted: boolean;
}

/** Whether something was recalled. */
interface Answer { id: string; grade: "forgot" | "knew"; on: "screen" | "paper"; time: number; day: number }

/** What is shown. All names in it are those of today. */
interface Learned {
  /** In the order in which they were made, without what was deleted. */
  attempts: LogRecord[];
  entries: LogRecord[];
  cards: LogRecord[];
  deleted: LogRecord[];
  /** By name: the attempts, whether one of them was missed, and whether one of those with certainty. */
  statements: Map<string, { attempts: LogRecord[]; missed: boolean; certain: boolean }>;
  /** By the name of a statement or card, or the id of a record. */
  answers: Map<string, Answer[]>;
  /** By the name of a criterion. */
  ticks: Map<string, boolean>;
  /** What was said last about a thing of the course, by its name. */
  sources: Map<string, Source>;
  /** The modules in which something was done. */
  started: Set<string>;
  passed: Passed;
}

interface Memory { stability: number; difficulty: number }

/** `last` and `due` are days, as `day` counts them. */
interface Schedule extends Memory { last: number; due: number }

/** An author's card; its faces as the page will show them. */
interface AuthoredCard { name: string; front: string; back: string }

interface ReviewItem {
  kind: "authored" | "card" | "entry" | "statement";
  /** What a review or an attempt says in `about`. */
  name: string;
  module: string;
  front: string;
  /** Of a statement, the learner's last correction. */
  back: string;
  due: number;
  schedule?: Schedule;
  /** Whether it is a statement that was missed with certainty. */
  certain: boolean;
}

/** Before it is known from which module it is. */
type Unplaced = Omit<ReviewItem, "module">;

type Goal = "logged" | "with_counterexample" | "connects_back" | "changes_artifact" | "attempted" | "retested";

/** A kind of evidence of the course, and the goals that it counts for. */
interface Evidence { id: string; title: string; counts: string[] }

/** What goals need to know of a module. */
interface ModuleFacts {
  module: string;
  /** Names of its statements. */
  statements?: string[];
  evidence?: Evidence[];
  /** The fields without which an entry is not finished. */
  needed?: string[];
}

/** A criterion of the standard; of `attempted`, `count` is percent. */
interface Criterion { name: string; goal?: Goal; count?: number }

interface Met { name: string; goal?: Goal; have: number; need: number; ticked: boolean; met: boolean }

/** A column of an exported table: the key of a field, or `label`, `module`, `text`, `url` or `id`. */
interface Column { key: string; title: string }

/** What a copy holds, and what was passed over in it. */
interface ReadCopy {
  /** Why nothing was taken from it: no copy of a log, one of another course, or one by a newer program. */
  refused: "" | "unreadable" | "foreign" | "newer";
  course: string;
  saved: number;
  events: LogEvent[];
  /** Events that cannot be read, and are left out. */
  broken: number;
  /** Those that a later program will show; they are taken. */
  newer: number;
}

interface Imported { added: number; known: number; different: number }

/** `modules` are titles by name; what belongs to no module stands under `elsewhere`. */
interface MarkdownWords { title: string; columns: Column[]; modules: Record<string, string>; elsewhere: string }

/** The id and the title of the course, and the titles of its modules by name. */
interface DeckWords { course: string; title: string; modules: Record<string, string> }

interface AnkiCard { guid: string; deck: string; front: string; back: string; isHtml?: boolean; tags?: string }

/** What a reader has to be told about where the log is kept. */
interface StoreStatus {
  place: "disk" | "memory";
  /**
   * `refused`: the browser lets this page keep nothing. `full`: there is no room for more. `newer`: a newer version of the
   * site is open in another tab or was. `gone`: what was kept has been deleted beneath this page, which still has it.
   * `failed`: anything else.
   */
  problem: "" | "refused" | "full" | "newer" | "gone" | "failed";
  /** How many events are in this page alone, for a moment those that are being written among them. */
  unsaved: number;
  /** Whether the browser has promised not to clear this by itself; not known where it cannot be asked. */
  persisted: boolean | undefined;
  /** Whether the page stands in a page of another site, where storage is another one or none. */
  framed: boolean;
  /** When the last copy was saved, and of how many events. */
  copied?: { time: number; count: number };
}

interface Store {
  readonly course: string;
  readonly status: StoreStatus;
  /** All events, those that only a newer program can read included. */
  readonly events: LogEvent[];
  /**
   * Is in `events` at once, and handed to the browser before this function gives back the promise, so that it may be called
   * while a page goes away. What cannot be kept on the disk stays in memory, and `status` says so.
   */
  append(...drafts: Draft[]): Promise<LogEvent[]>;
  /** Adds what is not there. */
  merge(events: LogEvent[]): Promise<Imported>;
  /** Reads what other tabs have added. */
  refresh(): Promise<void>;
  /** Is called after each change of events or status; gives a function that ends it. */
  watch(listener: () => void): () => void;
  persist(): Promise<boolean>;
  noteCopy(): Promise<void>;
  /** Deletes all events here. Gives whether it could. */
  clear(): Promise<boolean>;
  close(): void;
}

/** What the course says of a module in the script that it has for the log. */
interface LoggedModule {
  name: string;
  title: string;
  /** Its clinic page, from the root of the site. */
  url: string;
  was?: Record<string, string>;
  /** Modules that a mistake may connect to: names and titles. */
  earlier: [string, string][];
  statements: { name: string; label: string; html: string; answer?: { error?: string; why?: string; correction?: string } }[];
  criteria: (Criterion & { text: string })[];
  evidence: Evidence[];
  columns: { key: string; title: string; own?: boolean }[];
  cards: AuthoredCard[];
}

/** The same as its script has it: lists that begin with an id, and columns whose titles are not words of the interface. */
type ToldModule = Omit<LoggedModule, "statements" | "criteria" | "evidence" | "cards"> & {
  statements: [id: string, label: string, html: string, answer?: LoggedModule["statements"][number]["answer"]][];
  criteria: [id: string, text: string, goal?: Goal, count?: number][];
  evidence: [id: string, title: string, counts: string[]][];
  cards: [id: string, front: string, back: string][];
};

/** What other pages show without the log: names of modules, and by module the days on which something is due. */
interface Summary { met: string[]; due: Record<string, number[]> }

type Values = Record<string, unknown>;
type Child = Node | string | undefined;

interface ClinicLog {
  /** The id and the title of the course. */
  course: string;
  title: string;
  words: Record<string, string>;
  /** The kinds of mistake, and the days after which something is tried again, as on paper. */
  kinds: string[];
  days: number[];
  /** The words of a key, with what is filled in. */
  say(key: string, values?: Record<string, string | number>): string;
  /** A day such as `2026-11-02`, as people write it. */
  shortDate(day: string): string;

  /** The address of the site's root, and the module of this page. */
  root: string;
  here: { module: string; title: string };
  /** Is called by the script of a module. */
  module(facts: ToldModule): void;
  /** The modules of these names that are part of the course, once their scripts are there. */
  modules(names: string[]): Promise<LoggedModule[]>;
  /** Is called by the script at an earlier address of a module. */
  moved(earlier: string, name: string): void;
  /** Whether a module has been asked for in vain. */
  isGone(name: string): boolean;
  facts(name: string): LoggedModule | undefined;
  allFacts(): LoggedModule[];
  /** The title of the module that a record is of. */
  titleOf(record: LogRecord): string;
  /** This page from the root of the site, and a place on it. */
  address(id?: string): string;
  link(url?: string): string;

  store: Promise<Store>;
  status(): StoreStatus | undefined;
  /** What all events come to, now. */
  learned(): Learned;
  /** Calls now, if the log is open, and after each change. */
  show(watcher: (learned: Learned) => void): void;
  /** Appends, once the log is open. */
  record(...drafts: Draft[]): Promise<LogEvent[]>;
  /** The number of the learner's day that it is. */
  dayNow(): number;
  /** Such as `2026-11-02`. */
  today(): string;
  source(text: string, label?: string, id?: string, back?: string): Source;
  element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, values?: Values, ...children: Child[]): HTMLElementTagNameMap[Tag];
  /** Says something for a while, with one thing to press. */
  announce(words: string, label?: string, act?: () => void): void;

  saver(save: () => void): { soon(): void; now(): void };
  /** `write` gives false where it is too early for what was changed. */
  fields(
    read: () => Record<string, string>,
    write: (changed: Record<string, string>) => unknown,
  ): { soon(): void; now(): void; changed(): Record<string, string>; filled(values: Record<string, string>): void };
  /** What a statement on the page claims, in plain words. */
  claim(place: Element): string;
  remove(id: string, words: string): void;
  dialog(of: { title: string; content: HTMLElement[]; acts: HTMLElement[]; closed?: () => void }): HTMLDialogElement;
  area(label: string, name: string, value: string, more?: Values): { area: HTMLTextAreaElement; field: HTMLLabelElement };
  choice(label: string, options: [string, string][], chosen: string, choose: (value: string) => void): HTMLFieldSetElement;
  choose(group: HTMLElement, chosen: string): void;
  chosen(group: HTMLElement): string;
  changes(record: LogRecord | undefined, fields: Record<string, string>): Record<string, string> | undefined;

  entriesAbout(name: string): LogRecord[];
  /** Logs a mistake, or opens the entry about the same thing. */
  logOrOpen(about: string, text: () => string, source: () => Source): Promise<void>;
  logMistake(said: { about: string; text: string; source: Source }): Promise<LogEvent[]>;
  /** Opens the dialog for an entry; it has saved everything when it closes. */
  editEntry(id: string): Promise<void>;
  newEntry(): Promise<void>;
  deleteEntry(id: string): void;
  inOrder(entries: LogRecord[]): LogRecord[];
  standardOf(learned: Learned, facts: LoggedModule): Met[];
  reviewed(learned: Learned): ReviewItem[];

  /** Opens the dialog for a card of the learner's own. */
  editCard(id: string): Promise<void>;
  newCard(): Promise<void>;
  /** Has the browser save a file with all events. */
  saveCopy(): Promise<void>;
  /** The titles of the modules that are known, by name. */
  titles(): Record<string, string>;
  /** The columns of the course, and what else an entry may have. */
  columns(): Column[];
  /** What a learner has to be told of where the log is kept; nothing where all is well. */
  troubles(store: Store, learned: Learned): HTMLElement[];
  /** Where the log is kept, and what can be done with all of it. */
  keptPart(store: Store): HTMLElement;

  /** The version of the format that this program writes. */
  version: number;
  migrations: Record<number, (event: any) => any>;
  /** The event in the present version. */
  migrate(event: LogEvent): LogEvent;
  /** What keeps an event from being used, if anything. */
  check(event: any): "" | "broken" | "newer";
  /** A name by chance. */
  chance(): string;
  /** The counter of an event that follows on all up to `last`, by a clock that says `time`. */
  after(last: number, time: number): number;
  make(draft: Draft, stamp: Stamp): LogEvent;
  /** The number of a learner's day, which begins at four in the morning. */
  day(time: number, offset: number): number;
  /** The only clock that is read; a test may put another in its place. */
  clock(): { time: number; offset: number };
  compare(one: LogEvent, other: LogEvent): number;
  /** The same text for the same value, whatever the order of its keys. */
  canonical(value: unknown): string;
  /** Each event once, in their order. */
  union(...sets: LogEvent[][]): LogEvent[];

  /** Where things are today, from earlier names: of modules, or of things in them. */
  renamer(was?: Record<string, string>): (name: string) => string;
  moduleOf(thing: { about?: string; fields?: Record<string, string>; source?: Source }): string;
  fold(events: LogEvent[], was?: Record<string, string>): Learned;
  /** Everything that was done to a record, in order, what was taken back too. */
  history(events: LogEvent[], id: string): LogEvent[];
  isFinished(entry: LogRecord, needed?: string[]): boolean;

  open(course: string): Promise<Store>;

  /** The chance of recall after some days. */
  retrievability(days: number, stability: number): number;
  /** From all answers about one thing, oldest first; nothing where there are none. */
  schedule(answers: Pick<Answer, "day" | "grade">[]): Schedule | undefined;

  /** Everything that is reviewed, with the day on which it is due. */
  items(learned: Learned, authored: AuthoredCard[], today: number): ReviewItem[];
  /** What is due, in the order in which to ask for it. */
  due(items: ReviewItem[], today: number): ReviewItem[];

  measure(learned: Learned, facts: ModuleFacts): Record<Goal, number>;
  standard(learned: Learned, facts: ModuleFacts & { criteria: Criterion[] }): Met[];

  copy(course: string, events: LogEvent[], time: number): string;
  readCopy(text: string, course: string): ReadCopy;
  /** The cells of records, a row each. */
  rows(records: LogRecord[], columns: Column[], titles?: Record<string, string>): string[][];
  csv(rows: string[][]): string;
  markdown(learned: Learned, words: MarkdownWords): string;
  /** The learner's cards, entries with a card, and statements missed. */
  ankiCards(learned: Learned, words: DeckWords): AnkiCard[];
  /** A text to import into Anki; `notetype` is what the basic type is called there, or empty, so that the learner's stands. */
  anki(cards: AnkiCard[], notetype?: string): string;
}

declare var clinicLog: ClinicLog;
