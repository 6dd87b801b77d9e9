// Builds the courses under test; `prepare` runs it once, before all tests.

import { buildAll } from "./courses.mjs";

buildAll();
