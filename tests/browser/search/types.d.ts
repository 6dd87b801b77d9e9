// The types of the scripts that search.

interface Asked { term: string; isBegun: boolean; others: string[] }
interface Standing { pages: number; isCut: boolean; places: Map<number, Map<number, number>> }
interface Hit { page: number; thing: number; score: number }
interface Result { href: string; kind: string; place: string; title: string; about: string }

interface Folding {
  marks: [number, number][];
  letters: Record<string, string>;
  shifts: [number, number, number][];
  unspaced: [number, number][];
  articles: string[];
  least: number;
  umlauts: string;
  longest: number;
}

interface Search {
  words: Record<string, string>;
  folding: Folding;
  /** The root of the site. */
  root: string;
  folded(text: string): string;
  runs(text: string): string[];
  terms(text: string): string[];
  asked(text: string): { words: Asked[]; together: string[] };
  take(name: string, data: any): void;
  part(name: string): Promise<any>;
  find(text: string): Promise<{ hits: Hit[]; isWhole: boolean }>;
  shown(hit: Hit): Promise<Result | undefined>;
  say(key: string): string;
  open(typed?: string): void;
}

declare var clinicSearch: Search;
